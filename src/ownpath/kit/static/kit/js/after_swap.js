// After a swap, focus goes to the changed heading and one polite live region says it.
// data-focus on any element inside the swapped part takes the focus instead; data-keep-focus on the target keeps it: on the
// same words where they are still there, else on what names the card it was in, else on the part's heading, or the first
// thing to press in a part without one. details[data-stays-open] with an id stay open.
// In such a part [data-say] is what is said; data-say="once" in one that asks again by itself: said when it comes or changes, not at every asking.
(() => {
  const announce = (words) => {
    const region = document.querySelector("[data-announce]");
    if (!region || !words) return;
    region.textContent = "";
    window.setTimeout(() => { region.textContent = words; }, 50);
  };
  // What a deed leaves above the page: that it was done, and the way back.
  const told = () => [...document.querySelectorAll("#undo, #notices")].map((one) => one.innerText.trim().replace(/\s+/g, " ")).filter(Boolean).join(" ");
  let besides = "";
  document.addEventListener("htmx:oobAfterSwap", (event) => {
    if (!["undo", "notices"].includes(event.detail.target.id)) return;
    besides = told();
    window.setTimeout(() => { besides = ""; }, 0); // every part of this answer is in by then
  });
  const arrive = (part) => {
    const place = part.querySelector("[data-focus]") || part.querySelector("h1, h2, h3") || part.querySelector(".notice");
    if (!place) return;
    if (!place.hasAttribute("tabindex")) place.setAttribute("tabindex", "-1");
    place.focus({ preventScroll: false });
    announce([besides, place.textContent.trim()].filter(Boolean).join(" "));
  };
  const CAN_BE_HELD = "a[href], button, summary, input, select, textarea";
  let held = null;
  let opened = [];
  let said = "";
  // The ids of what names the cards around the focus, the nearest first.
  const namesAround = (own, part) => {
    const found = [];
    for (let one = own.parentElement; one && one !== part; one = one.parentElement) {
      if (one.hasAttribute("aria-labelledby")) found.push(one.getAttribute("aria-labelledby").split(" ")[0]);
    }
    return found;
  };
  const wordsOf = (part, chosen) => (part.querySelector(chosen) || { textContent: "" }).textContent.trim();
  const ONCE = '[data-say="once"]';
  document.addEventListener("htmx:beforeSwap", (event) => {
    opened = [...document.querySelectorAll("details[data-stays-open][open]")].map((one) => one.id);
    const part = event.detail.target.closest("[data-keep-focus]");
    const own = document.activeElement;
    said = wordsOf(event.detail.target, ONCE);
    held = part && part.contains(own) ? { words: own.textContent, n: [...part.querySelectorAll(CAN_BE_HELD)].indexOf(own), around: namesAround(own, part) } : null;
  });
  const holdOn = (part) => {
    const isLost = !document.activeElement || document.activeElement === document.body;
    if (!held || !isLost) return;
    const alike = [...part.querySelectorAll(CAN_BE_HELD)];
    const same = alike.filter((one) => one.textContent === held.words);
    const near = held.around.map((id) => document.getElementById(id)).find((one) => one && part.contains(one));
    const place = same.length === 1 ? same[0] : same.find((one) => one === alike[held.n]) || near || part.querySelector("h1, h2, h3") || alike[0];
    if (!place) return;
    if (!place.matches(CAN_BE_HELD)) place.setAttribute("tabindex", "-1");
    place.focus({ preventScroll: true });
  };
  document.addEventListener("htmx:afterSwap", (event) => {
    opened.forEach((id) => { const one = document.getElementById(id); if (one) one.open = true; });
    const target = event.detail.target;
    const part = target.isConnected ? target : target.id && document.getElementById(target.id);
    if (!part) return;
    const quiet = part.closest("[data-keep-focus]");
    if (!quiet) { arrive(part); return; }
    holdOn(quiet);
    const words = wordsOf(part, "[data-say]");
    announce(besides || (words === said ? "" : words));
  });
  // A page that waited too long for its token (somebody signed in meanwhile) is asked for anew; what was being written is kept.
  const isTooOld = (event) => {
    const { xhr } = event.detail;
    return Boolean(xhr && xhr.status === 403 && /^\s*<!doctype/i.test(xhr.responseText));
  };
  const failed = (event) => {
    if (isTooOld(event)) { window.location.reload(); return; }
    const region = document.querySelector("[data-announce]");
    const notices = document.getElementById("notices");
    if (!region || !notices) return;
    const line = document.createElement("p");
    line.className = "notice notice-care";
    line.textContent = region.dataset.failed;
    notices.replaceChildren(line);
    line.scrollIntoView({ block: "nearest" });
    announce(region.dataset.failed);
  };
  // A whole page that came back as a refusal (not found, waited too long) never lands inside another page.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    if (xhr.status < 400 || !/^\s*<!doctype/i.test(xhr.responseText)) return;
    event.detail.shouldSwap = false;
    event.detail.isError = true;
  });
  document.addEventListener("htmx:responseError", failed);
  document.addEventListener("htmx:sendError", failed);
  document.addEventListener("DOMContentLoaded", () => {
    const place = document.querySelector("[data-focus]");
    if (place) place.focus();
    // A page that comes after a deed says first what was done.
    announce([told(), wordsOf(document, ONCE)].filter(Boolean).join(" "));
  });
})();
