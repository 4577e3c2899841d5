// Early grades: a child who cannot read yet hears the question by itself and on tap, each choice, hints and the reply.
(() => {
  if (!window.ownpathSpeak || document.documentElement.dataset.density !== "early") return;
  const voice = window.ownpathSpeak;
  const prompt = () => document.getElementById("prompt-spoken");
  const ask = () => { if (prompt()) voice.element(prompt()); };
  const may = () => !navigator.userActivation || navigator.userActivation.hasBeenActive;
  // Browsers stay silent until somebody has touched the page: then the first touch asks the question.
  const begin = () => {
    if (!prompt()) return;
    if (may()) { ask(); return; }
    document.addEventListener("pointerdown", (event) => { if (!event.target.closest("[data-ask], [data-speak], .answer-card, .chip, button")) ask(); }, { once: true });
  };
  document.addEventListener("DOMContentLoaded", begin);
  document.addEventListener("htmx:afterSwap", (event) => {
    const place = event.detail.target;
    if (place.id === "turn" || event.detail.elt.id === "turn") begin();
    if (place.id === "reply" && place.querySelector(".reply")) voice.element(place.querySelector(".reply"));
    if (place.id === "hints") { const told = place.querySelector(".hint:last-child"); if (told) voice.element(told); }
  });
  document.addEventListener("ownpath:sent", () => { const came = document.querySelector("#reply .reply"); if (came) voice.element(came); });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-ask]")) ask();
    const chip = event.target.closest("[data-plain]");
    if (chip && prompt()) voice.text(chip.dataset.plain, prompt().lang);
  });
  document.addEventListener("change", (event) => {
    const card = event.target.closest(".answer-card");
    if (card && prompt()) voice.text(event.target.getAttribute("aria-label"), prompt().lang);
  });
})();
