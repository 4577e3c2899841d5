// data-speak="id": read that element aloud in its own language; the button shows only where speech works.
(() => {
  if (!("speechSynthesis" in window)) return;
  const show = (root) => root.querySelectorAll("[data-speak][hidden]").forEach((button) => { button.hidden = false; });
  const BLOCKS = "p, li, h1, h2, h3, h4, legend, label, div, section, td, th, dt, dd, summary, button, .meta, [data-line]";
  // A voice runs on where no stop is written: a line, a card and a button each end a sentence.
  const stopAfterEach = (copy) => [...copy.querySelectorAll(BLOCKS)].reverse().forEach((block) => {
    const own = block.textContent.trim();
    if (own) block.append(/[.,:;!?…]$/.test(own) ? " " : ". ");
  });
  const words = (element) => {
    const copy = element.cloneNode(true);
    copy.querySelectorAll("[data-speak], .sr-only[data-skip], script, style, [data-unspoken], [hidden], details:not([open]) > :not(summary)").forEach((part) => part.remove());
    copy.querySelectorAll("math, svg, img").forEach((part) => {
      part.replaceWith(` ${part.getAttribute("alttext") || part.getAttribute("aria-label") || part.getAttribute("alt") || ""} `);
    });
    stopAfterEach(copy);
    return copy.textContent.replace(/\s+/g, " ").replace(/ ([.,;:!?])(?=\s|$)/g, "$1").trim();
  };
  let speaking = null;
  const stop = () => {
    window.speechSynthesis.cancel();
    if (speaking) speaking.removeAttribute("aria-pressed");
    speaking = null;
  };
  const say = (text, language, ended) => {
    stop();
    if (!text) return;
    const said = new SpeechSynthesisUtterance(text);
    said.lang = language || "en";
    said.rate = document.documentElement.dataset.density === "early" ? 0.85 : 0.95;
    said.onend = ended || null;
    window.speechSynthesis.speak(said);
  };
  const languageOf = (element) => { const spoken = element.closest("[lang]"); return spoken ? spoken.lang : "en"; };
  // For other scripts: read an element, or a text in a language, aloud.
  window.ownpathSpeak = { element: (element) => say(words(element), languageOf(element)), text: say };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-speak]");
    if (!button) return;
    const again = button === speaking;
    const element = document.getElementById(button.dataset.speak);
    stop();
    if (again || !element) return;
    say(words(element), languageOf(element), stop);
    speaking = button;
    button.setAttribute("aria-pressed", "true");
  });
  window.addEventListener("pagehide", stop);
  document.addEventListener("DOMContentLoaded", () => show(document));
  document.addEventListener("htmx:load", (event) => show(event.detail.elt));
})();
