// data-find="words" on a long list of boxes to tick gives it a line to find some by their letters, accents left aside.
// What is ticked stays in sight; Enter in the line does not send the form.
(() => {
  const plain = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();
  const dress = (list) => {
    const line = Object.assign(document.createElement("input"), { type: "search", className: "input find-line", autocomplete: "off" });
    line.setAttribute("aria-label", list.dataset.find);
    line.placeholder = list.dataset.find;
    const none = Object.assign(document.createElement("p"), { className: "field-help", textContent: list.dataset.findNone, hidden: true });
    none.setAttribute("role", "status");
    const options = [...list.querySelectorAll(".option")].map((option) => ({ option, words: plain(option.textContent), box: option.querySelector("input") }));
    line.addEventListener("input", () => {
      const wanted = plain(line.value).split(/\s+/).filter(Boolean);
      for (const { option, words, box } of options) option.hidden = !box.checked && !wanted.every((part) => words.includes(part));
      none.hidden = options.some(({ option }) => !option.hidden);
    });
    line.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
    list.before(line, none);
  };
  const dressAll = (root) => { for (const list of root.querySelectorAll("[data-find]:not(.has-find)")) { list.classList.add("has-find"); dress(list); } };
  document.addEventListener("DOMContentLoaded", () => dressAll(document));
  document.addEventListener("htmx:afterSettle", (event) => dressAll(event.target));
})();
