// data-speak="id": read that element aloud in its own language; the button shows only where speech works.
(() => {
  if (!("speechSynthesis" in window)) return;
  const show = (root) => root.querySelectorAll("[data-speak][hidden]").forEach((button) => { button.hidden = false; });
  const words = (element) => {
    const copy = element.cloneNode(true);
    copy.querySelectorAll("[data-speak], .sr-only[data-skip], script, style").forEach((part) => part.remove());
    copy.querySelectorAll("math, svg, img").forEach((part) => {
      part.replaceWith(` ${part.getAttribute("alttext") || part.getAttribute("aria-label") || part.getAttribute("alt") || ""} `);
    });
    return copy.textContent.replace(/\s+/g, " ").trim();
  };
  let speaking = null;
  const stop = () => {
    window.speechSynthesis.cancel();
    if (speaking) speaking.removeAttribute("aria-pressed");
    speaking = null;
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-speak]");
    if (!button) return;
    const again = button === speaking;
    stop();
    const element = document.getElementById(button.dataset.speak);
    if (again || !element) return;
    const said = new SpeechSynthesisUtterance(words(element));
    const spoken = element.closest("[lang]");
    said.lang = spoken ? spoken.lang : "en";
    said.rate = document.documentElement.dataset.density === "early" ? 0.85 : 0.95;
    said.onend = stop;
    speaking = button;
    button.setAttribute("aria-pressed", "true");
    window.speechSynthesis.speak(said);
  });
  window.addEventListener("pagehide", stop);
  document.addEventListener("DOMContentLoaded", () => show(document));
  document.addEventListener("htmx:load", (event) => show(event.detail.elt));
})();
