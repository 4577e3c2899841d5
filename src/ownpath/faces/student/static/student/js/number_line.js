// The point of a number line follows the finger; the stops themselves are radio buttons, so arrow keys work without script.
(() => {
  const nearest = (line, x) => {
    const stops = [...line.querySelectorAll("input")];
    const box = line.querySelector(".line-stops").getBoundingClientRect();
    const place = Math.floor(((x - box.left) / box.width) * stops.length);
    return stops[Math.min(stops.length - 1, Math.max(0, place))];
  };
  document.addEventListener("pointerdown", (event) => {
    const line = event.target.closest && event.target.closest("[data-line]");
    if (!line || event.button !== 0) return;
    const choose = (moved) => { const stop = nearest(line, moved.clientX); if (!stop.checked) { stop.checked = true; stop.dispatchEvent(new Event("change", { bubbles: true })); } };
    choose(event);
    const end = () => {
      line.classList.remove("is-dragged");
      document.removeEventListener("pointermove", choose);
      document.removeEventListener("pointerup", end);
      document.removeEventListener("pointercancel", end);
      const chosen = line.querySelector("input:checked");
      if (chosen) chosen.focus({ preventScroll: true });
    };
    line.classList.add("is-dragged");
    document.addEventListener("pointermove", choose);
    document.addEventListener("pointerup", end);
    document.addEventListener("pointercancel", end);
  });
})();
