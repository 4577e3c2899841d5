// The answer form: each try has an id of its own, nothing is lost with the network, a closed question takes no more.
// The next question comes along with the reply that closes one, and is shown when the student goes on.
(() => {
  const form = () => document.getElementById("answer");
  const fields = () => [...form().querySelectorAll(".tool input, .tool select, .tool button, .gap-box")].filter((one) => one.offsetParent !== null || one.type === "radio");
  const newAttempt = () => {
    if (crypto.randomUUID) return crypto.randomUUID();
    const hex = [...crypto.getRandomValues(new Uint8Array(16))];
    hex[6] = (hex[6] & 0x0f) | 0x40;
    hex[8] = (hex[8] & 0x3f) | 0x80;
    return hex.map((byte) => byte.toString(16).padStart(2, "0")).join("").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };
  const say = (held) => document.querySelectorAll("[data-held]").forEach((line) => { line.hidden = !held; });
  const lock = (locked) => { const check = form() && form().querySelector("[data-check]"); if (check) check.disabled = locked; };
  const isAnswer = (event) => event.detail && event.detail.elt && event.detail.elt.id === "answer";

  const prepare = () => {
    const now = form();
    if (!now || now.dataset.ready) return;
    now.dataset.ready = "yes";
    now.elements.attempt.value = newAttempt();
    if (window.ownpathHeld && window.ownpathHeld.has(now.dataset.question)) { say(true); lock(true); }
  };
  document.addEventListener("DOMContentLoaded", prepare);
  document.addEventListener("htmx:load", prepare);

  // Kept before it is sent, dropped when the server has answered.
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!isAnswer(event)) return;
    const fields = [...new FormData(form())].filter(([name]) => name !== "csrfmiddlewaretoken");
    window.ownpathHeld.put(form().dataset.question, { url: form().action, fields, at: Date.now() });
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const answered = event.detail.xhr;
    if (!isAnswer(event) || !answered) return;
    if (window.ownpathHeld.isSettled(answered.status, answered.getResponseHeader("HX-Redirect"))) window.ownpathHeld.drop(event.detail.elt.dataset.question);
  });
  const hold = (event) => {
    if (!isAnswer(event)) return;
    event.stopPropagation();
    say(true);
    window.setTimeout(() => lock(true), 0);
  };
  ["htmx:sendError", "htmx:timeout", "htmx:responseError"].forEach((name) => window.addEventListener(name, (event) => {
    if (name !== "htmx:responseError" || (event.detail.xhr && event.detail.xhr.status >= 500)) hold(event);
  }, true));
  document.addEventListener("ownpath:sent", (event) => {
    const now = form();
    if (!now || now.dataset.question !== event.detail.question) return;
    const reply = document.getElementById("reply");
    say(false);
    lock(false);
    if (!event.detail.ok || !event.detail.html.includes('class="reply')) { window.location.reload(); return; }
    reply.innerHTML = event.detail.html;
    if (window.htmx) window.htmx.process(reply);
    settle(reply);
    const heading = reply.querySelector("h2");
    if (heading) heading.focus();
  });

  let following = null; // the next question as it came, and since when this page has it
  const keepFollowing = (place) => {
    const carried = place.querySelector("template[data-following]");
    if (carried) following = { html: carried.innerHTML, since: performance.now() };
  };
  const goOn = (event) => {
    if (event.detail.elt.id !== "next" || !following) return; // else the server is asked for it
    event.preventDefault();
    const { html, since } = following;
    const turn = document.getElementById("turn");
    following = null;
    window.htmx.swap(turn, html, { swapStyle: "outerHTML", settleDelay: 0 }, { eventInfo: { target: turn } });
    form().elements.waited_seconds.value = ((performance.now() - since) / 1000).toFixed(1);
    giveTokens();
  };
  const giveTokens = () => {
    const token = document.querySelector('meta[name="csrf-token"]');
    document.querySelectorAll("#turn form").forEach((one) => {
      const input = Object.assign(document.createElement("input"), { type: "hidden", name: "csrfmiddlewaretoken", value: token ? token.content : "" });
      one.append(input);
    });
  };
  document.addEventListener("htmx:confirm", goOn);

  // After a reply: a new id for a new try, or no more tries.
  const settle = (place) => {
    const reply = place.querySelector(".reply");
    const now = form();
    if (!reply || !now) return;
    keepFollowing(place);
    if (reply.dataset.closed === "yes") close(now, reply);
    else { now.elements.attempt.value = newAttempt(); now.dataset.tries = "yes"; }
  };
  const close = (now, reply) => {
    now.inert = true;
    now.classList.add("is-closed");
    const help = document.querySelector(".turn-help");
    if (help) help.hidden = true;
    const open = document.querySelector("[data-dots] .d-open");
    if (!open || "solution" in reply.dataset && now.dataset.told) return;
    now.dataset.told = "yes";
    const alone = reply.dataset.correct === "yes" && !now.dataset.tries && !now.querySelector(".hint");
    open.setAttribute("class", alone ? "d-unaided" : reply.dataset.correct === "yes" ? "d-aided" : "d-not_yet");
  };
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id === "reply") settle(event.detail.target);
    if (event.detail.target.id === "hints") {
      const list = event.detail.target.querySelector("[data-left]");
      const button = document.querySelector("[data-hint]");
      if (list && button) button.hidden = list.dataset.left === "0";
    }
  });
  document.addEventListener("DOMContentLoaded", () => { const place = document.getElementById("reply"); if (place && place.querySelector(".reply")) settle(place); });

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-try-again]")) return;
    event.preventDefault();
    document.getElementById("reply").replaceChildren();
    const field = fields().find((one) => one.checked) || fields()[0];
    if (field) { field.focus(); if (field.select) field.select(); }
  });
  // What helps unfolds below its button: it is brought into sight.
  document.addEventListener("toggle", (event) => {
    if (event.target.matches(".stuck") && event.target.open) event.target.scrollIntoView({ block: "nearest" });
  }, true);
  // Enter on the reply goes on; a digit typed anywhere lands in the answer.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = document.activeElement;
    const free = !at || at === document.body || /^(H1|H2|H3|LI|MAIN)$/.test(at.nodeName);
    const go = document.querySelector("#reply [data-go]");
    if (event.key === "Enter" && free && go) { event.preventDefault(); go.click(); return; }
    const box = form() && !form().inert && fields()[0];
    if (free && !go && box && box.type === "text" && /^[0-9.\-]$/.test(event.key)) box.focus();
  });
})();
