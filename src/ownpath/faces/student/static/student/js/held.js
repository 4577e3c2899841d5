// Answers that could not be sent are kept in this browser under their question's number (no name, no grade) and sent
// again with the same attempt id; the server counts an attempt once. Entries of another student are left for that student.
// What the form itself is just sending is left to the form, and a reply to an earlier try neither drops nor shows over a later one.
(() => {
  const PREFIX = "ownpath-held-";
  const LONGEST_MS = 14 * 24 * 3600 * 1000;
  const SETTLED = [200, 400, 409, 413, 422]; // anything else (signed out, another student, server away) keeps the answer
  const isSettled = (status, leadsAway) => SETTLED.includes(status) && !leadsAway;
  const store = {
    put: (question, entry) => { try { localStorage.setItem(PREFIX + question, JSON.stringify(entry)); } catch { /* private window */ } },
    get: (question) => { try { return JSON.parse(localStorage.getItem(PREFIX + question)); } catch { return null; } },
    drop: (question) => { try { localStorage.removeItem(PREFIX + question); } catch { /* private window */ } },
    questions: () => { try { return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length)); } catch { return []; } },
  };
  const token = () => { const meta = document.querySelector('meta[name="csrf-token"]'); return meta ? meta.content : ""; };
  const send = async (question) => {
    const entry = store.get(question);
    if (!entry || Date.now() - entry.at > LONGEST_MS) { store.drop(question); return null; }
    const body = new URLSearchParams(entry.fields);
    body.set("held_seconds", String(Math.max(0, Math.round((Date.now() - entry.at) / 1000))));
    const response = await fetch(entry.url, { method: "POST", body, credentials: "same-origin", redirect: "manual", signal: AbortSignal.timeout(15000),
      headers: { "HX-Request": "true", "X-CSRFToken": token() } });
    const later = store.get(question);
    if (!isSettled(response.status, response.headers.has("HX-Redirect")) || (later && later.at !== entry.at)) return null;
    store.drop(question);
    return response;
  };
  const onTheWay = new Set();
  const ofForm = (event) => event.detail.elt?.id === "answer" && event.detail.elt.dataset.question;
  document.addEventListener("htmx:beforeRequest", (event) => { if (ofForm(event)) onTheWay.add(ofForm(event)); });
  document.addEventListener("htmx:afterRequest", (event) => onTheWay.delete(ofForm(event)));
  let busy = false;
  const sendAll = async () => {
    if (busy || !navigator.onLine) return;
    busy = true;
    for (const question of store.questions()) {
      if (onTheWay.has(question)) continue;
      try {
        const response = await send(question);
        const html = response ? await response.text() : "";
        if (response) document.dispatchEvent(new CustomEvent("ownpath:sent", { detail: { question, html, ok: response.ok || response.status === 422 } }));
      } catch { break; /* still no network: later */ }
    }
    busy = false;
  };
  window.ownpathHeld = { put: store.put, drop: store.drop, has: (question) => Boolean(store.get(question)), isSettled, sendAll };
  window.addEventListener("online", sendAll);
  window.setInterval(() => { if (store.questions().length) sendAll(); }, 8000);
  document.addEventListener("DOMContentLoaded", () => window.setTimeout(sendAll, 400));
})();
