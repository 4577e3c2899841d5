// data-writing: numbers beside the lines, those with faults marked; a fault's button goes to its line.
(() => {
  const area = document.querySelector("[data-writing]");
  const numbers = document.querySelector("[data-lines]");
  if (!area || !numbers) return;
  const faulty = () => new Set([...document.querySelectorAll(".is-fault[data-fault-line]")].map((one) => Number(one.dataset.faultLine)));
  const draw = () => {
    const marked = faulty();
    numbers.replaceChildren(...area.value.split("\n").flatMap((_, index) => {
      const line = document.createElement(marked.has(index + 1) ? "b" : "span");
      line.textContent = String(index + 1);
      return [line, document.createTextNode("\n")];
    }));
    numbers.scrollTop = area.scrollTop;
  };
  const size = () => { numbers.style.maxBlockSize = `${area.offsetHeight}px`; };
  area.addEventListener("input", draw);
  area.addEventListener("scroll", () => { numbers.scrollTop = area.scrollTop; });
  if (window.ResizeObserver) new ResizeObserver(size).observe(area);
  document.addEventListener("htmx:afterSwap", draw);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-go-line]");
    if (!button) return;
    const lines = area.value.split("\n");
    const line = Math.min(Number(button.dataset.goLine), lines.length);
    const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    area.focus();
    area.setSelectionRange(start, start + lines[line - 1].length);
    area.scrollTop = (line - 4) * area.scrollHeight / lines.length;
  });
  draw();
  size();
})();
