// What is entered for a question and not sent yet stays in this tab, for the same person and the same question; kit/js/drafts.js
// forgets it with every other draft: at signing out, and when somebody else comes in. Only what was entered is kept.
(() => {
  const { who = "" } = document.body.dataset;
  if (!who) return;
  const form = () => document.getElementById("answer");
  const keyOf = (now) => `ownpath-draft-${who}:answer:${now.dataset.question}`;
  const read = (key) => { try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; } };
  const write = (key, draft) => { try { sessionStorage.setItem(key, JSON.stringify(draft)); } catch { /* full or forbidden */ } };
  const drop = (key) => { try { sessionStorage.removeItem(key); } catch { /* forbidden */ } };
  const boxes = (now) => [...now.querySelectorAll('.tool :is(input:not([type="hidden"]), select), .gap-box')];
  const isMark = (box) => box.type === "radio" || box.type === "checkbox";
  const list = (now) => now.querySelector("[data-ordering]");
  const idOf = (item) => item.querySelector('input[type="hidden"]').value;
  const entered = (now) => JSON.stringify({
    fields: boxes(now).map((box) => (isMark(box) ? box.checked : box.value)),
    order: list(now) ? [...list(now).children].map(idOf) : [],
  });
  let isSigningOut = false;
  const keep = () => {
    const now = form();
    if (!now || now.dataset.untouched === undefined || now.inert || isSigningOut) return;
    const words = entered(now);
    const draft = read(keyOf(now));
    if (words === now.dataset.untouched) drop(keyOf(now));
    else if (!draft || draft.words !== words) write(keyOf(now), { words, isSent: false });
  };
  const tell = (now) => {
    const region = document.querySelector("[data-announce]");
    const place = now.querySelector(".tool");
    if (!region || !place) return;
    const line = Object.assign(document.createElement("p"), { className: "field-help", textContent: region.dataset.kept });
    line.setAttribute("role", "status");
    place.before(line);
  };
  const refill = (now, { fields, order }) => {
    const here = boxes(now);
    if (fields.length !== here.length) return;
    if (list(now)) order.forEach((id) => { const item = [...list(now).children].find((one) => idOf(one) === id); if (item) list(now).append(item); });
    const toggle = now.querySelector('[data-fraction-toggle][aria-pressed="false"]');
    if (toggle && here.some((box, at) => box.closest("[data-fraction]") && fields[at])) toggle.click();
    here.forEach((box, at) => {
      if (isMark(box)) box.checked = fields[at]; else box.value = fields[at];
      if (fields[at]) ["input", "change"].forEach((name) => box.dispatchEvent(new Event(name, { bubbles: true })));
    });
    tell(now);
  };
  const prepare = () => {
    const now = form();
    if (!now || now.dataset.untouched !== undefined) return;
    now.dataset.untouched = entered(now);
    const draft = read(keyOf(now));
    if (!draft) return;
    if (document.querySelector('#reply .reply[data-closed="yes"]')) drop(keyOf(now));
    else refill(now, JSON.parse(draft.words));
  };
  document.addEventListener("DOMContentLoaded", prepare);
  document.addEventListener("htmx:load", prepare);
  // At once, so that nothing is lost to whoever leaves with the last key; and a moment later, when tools have done their part.
  ["input", "change", "click", "pointerup"].forEach((name) => document.addEventListener(name, () => { keep(); window.setTimeout(keep, 0); }));
  document.addEventListener("htmx:afterRequest", (event) => {
    const { elt, successful, xhr } = event.detail;
    if (elt && elt.id === "answer" && successful && xhr && !xhr.getResponseHeader("HX-Redirect")) drop(keyOf(elt));
  });
  document.addEventListener("ownpath:sent", (event) => drop(keyOf({ dataset: event.detail })));
  // Without htmx the next page tells whether it arrived (kit/js/drafts.js).
  window.addEventListener("submit", (event) => {
    isSigningOut = event.target.id === "sign-out";
    const draft = event.target.id === "answer" && !event.defaultPrevented && read(keyOf(event.target));
    if (draft) write(keyOf(event.target), { ...draft, isSent: true });
  });
})();
