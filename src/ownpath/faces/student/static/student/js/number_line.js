// The point of a number line follows the finger; the stops themselves are radio buttons, so arrow keys work without script.
// Where stops stand too close for a finger, the line is seen again from near: pull it, tap on it, or go one mark at a time.
(() => {
  const FAR = 8; // a finger that moved less than this has tapped
  const stopsOf = (line) => [...line.querySelectorAll("input")];
  const clamp = (at, stops) => Math.min(stops.length - 1, Math.max(0, at));
  const choose = (stop) => { if (!stop.checked) { stop.checked = true; stop.dispatchEvent(new Event("change", { bubbles: true })); } };
  const nearest = (line, x) => {
    const stops = stopsOf(line);
    const box = line.querySelector(".line-stops").getBoundingClientRect();
    return stops[clamp(Math.floor(((x - box.left) / box.width) * stops.length), stops)];
  };
  const follow = (held, moved, ended) => {
    const end = () => {
      held.classList.remove("is-dragged");
      document.removeEventListener("pointermove", moved);
      ["pointerup", "pointercancel"].forEach((name) => document.removeEventListener(name, end));
      ended();
    };
    held.classList.add("is-dragged");
    document.addEventListener("pointermove", moved);
    ["pointerup", "pointercancel"].forEach((name) => document.addEventListener(name, end));
  };
  document.addEventListener("pointerdown", (event) => {
    const line = event.target.closest && event.target.closest("[data-line]");
    if (!line || event.button !== 0) return;
    const put = (moved) => choose(nearest(line, moved.clientX));
    put(event);
    follow(line, put, () => {
      const chosen = line.querySelector("input:checked");
      if (chosen) chosen.focus({ preventScroll: true });
    });
  });

  const bringNear = (near) => {
    const line = near.parentElement.querySelector("[data-line]");
    const [lens, strip, said] = ["[data-line-lens]", "[data-line-strip]", "[data-line-said]"].map((one) => near.querySelector(one));
    const stops = stopsOf(line);
    const at = () => stops.findIndex((stop) => stop.checked);
    const middle = () => (at() < 0 ? Math.floor(stops.length / 2) : at());
    near.dataset.ready = "yes";
    near.hidden = false;
    strip.style.setProperty("--stops", stops.length);
    const show = () => {
      strip.style.setProperty("--at", middle());
      lens.classList.toggle("is-chosen", at() >= 0);
      near.querySelectorAll("[data-line-step]").forEach((step) => {
        step.setAttribute("aria-disabled", String(at() >= 0 && clamp(at() + Number(step.dataset.lineStep), stops) === at()));
      });
    };
    near.addEventListener("click", (event) => {
      const step = event.target.closest("[data-line-step]");
      if (!step) return;
      const stop = stops[at() < 0 ? middle() : clamp(at() + Number(step.dataset.lineStep), stops)];
      choose(stop);
      said.textContent = stop.parentElement.textContent.trim();
    });
    lens.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      const [from, begin, each] = [event.clientX, middle(), strip.getBoundingClientRect().width / stops.length];
      const box = lens.getBoundingClientRect();
      let isPulled = false;
      follow(lens, (moved) => {
        isPulled = isPulled || Math.abs(moved.clientX - from) >= FAR;
        if (isPulled) choose(stops[clamp(begin - Math.round((moved.clientX - from) / each), stops)]);
      }, () => {
        if (!isPulled) choose(stops[clamp(begin + Math.round((from - box.left - box.width / 2) / each), stops)]);
      });
    });
    line.addEventListener("change", show);
    show();
  };
  const prepare = () => document.querySelectorAll("[data-line-near]:not([data-ready])").forEach(bringNear);
  document.addEventListener("DOMContentLoaded", prepare);
  document.addEventListener("htmx:load", prepare);
})();
