// A row of keys for formulas; what is typed is shown as mathematics beside it by the server.
(() => {
  const prepare = () => document.querySelectorAll("[data-formula]:not([data-ready])").forEach((tool) => {
    tool.dataset.ready = "yes";
    const box = tool.querySelector(".answer-box");
    tool.querySelector("[data-keys]").hidden = false;
    tool.addEventListener("pointerdown", (event) => { if (event.target.closest("[data-put]")) event.preventDefault(); });
    tool.addEventListener("click", (event) => {
      const key = event.target.closest("[data-put]");
      if (!key) return;
      const start = box.selectionStart ?? box.value.length;
      const end = box.selectionEnd ?? start;
      const isBack = key.dataset.put === "back";
      const cut = isBack ? Math.max(0, start === end ? start - 1 : start) : start;
      const added = isBack ? "" : key.dataset.put;
      const value = box.value.slice(0, cut) + added + box.value.slice(end);
      if (value.length <= box.maxLength) {
        box.value = value;
        box.setSelectionRange(cut + added.length, cut + added.length);
        box.dispatchEvent(new Event("input", { bubbles: true }));
      }
      box.focus();
    });
  });
  document.addEventListener("DOMContentLoaded", prepare);
  document.addEventListener("htmx:load", prepare);
})();
