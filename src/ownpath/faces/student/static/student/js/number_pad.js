// A number pad for fingers and a fraction builder: both write into the one answer box; the keyboard always works.
// Gaps in a sentence share one pad, where fingers answer or a child is young: it writes into the gap touched last.
(() => {
  const parts = (tool) => ({
    box: tool.querySelector(".answer-box"), builder: tool.querySelector("[data-fraction]"), toggle: tool.querySelector("[data-fraction-toggle]"),
    whole: tool.querySelector("[data-whole]"), top: tool.querySelector("[data-top]"), bottom: tool.querySelector("[data-bottom]"),
  });
  const compose = (tool) => {
    const { box, whole, top, bottom } = parts(tool);
    const share = top.value || bottom.value ? `${top.value}/${bottom.value}` : "";
    box.value = [whole.value.trim(), share].filter(Boolean).join(" ");
  };
  const open = (tool, wanted) => {
    const { box, builder, toggle, whole, top, bottom } = parts(tool);
    builder.hidden = !wanted;
    box.hidden = wanted;
    box.required = !wanted;
    toggle.setAttribute("aria-pressed", String(wanted));
    if (wanted) {
      const match = box.value.trim().match(/^(?:(-?\d+)\s+)?(-?\d*)\/(\d*)$/);
      if (match) [whole.value, top.value, bottom.value] = [match[1] || "", match[2], match[3]];
      else whole.value = /^-?\d*$/.test(box.value.trim()) ? box.value.trim() : "";
      compose(tool);
    }
  };
  const put = (input, key) => {
    const start = input.selectionStart ?? input.value.length;
    const end = input.selectionEnd ?? start;
    const cut = key === "back" ? Math.max(0, start === end ? start - 1 : start) : start;
    const added = key === "back" ? "" : key;
    const value = input.value.slice(0, cut) + added + input.value.slice(end);
    if (input.maxLength > 0 && value.length > input.maxLength) return;
    input.value = value;
    input.setSelectionRange(cut + added.length, cut + added.length);
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const isTouched = () => matchMedia("(pointer: coarse)").matches;
  const share = (tool) => {
    tool.dataset.ready = "yes";
    if (!isTouched() && document.documentElement.dataset.density !== "early") return;
    const gaps = [...tool.closest("form").querySelectorAll(".gap-number")];
    let last = gaps[0];
    tool.querySelector("[data-pad]").hidden = false;
    tool.querySelector('[data-key="next"]').hidden = gaps.length < 2;
    gaps.forEach((gap) => {
      if (isTouched()) gap.inputMode = "none";
      gap.addEventListener("focus", () => { last = gap; });
    });
    tool.addEventListener("pointerdown", (event) => { if (event.target.closest("[data-key]")) event.preventDefault(); });
    tool.addEventListener("click", (event) => {
      const key = event.target.closest("[data-key]");
      if (!key) return;
      if (key.dataset.key === "next") last = gaps[(gaps.indexOf(last) + 1) % gaps.length];
      else put(last, key.dataset.key);
      last.focus();
    });
  };
  const prepareGaps = () => document.querySelectorAll("[data-gaps]:not([data-ready])").forEach(share);
  const prepare = () => document.querySelectorAll("[data-numeric]:not([data-ready])").forEach((tool) => {
    const { box, toggle } = parts(tool);
    tool.dataset.ready = "yes";
    tool.querySelector("[data-pad]").hidden = false;
    if (isTouched()) tool.querySelectorAll("input").forEach((input) => { input.inputMode = "none"; });
    let last = box;
    tool.addEventListener("focusin", (event) => { if (event.target.matches("input")) last = event.target; });
    tool.addEventListener("input", (event) => { if (event.target !== box) compose(tool); });
    tool.addEventListener("pointerdown", (event) => { if (event.target.closest("[data-key], [data-fraction-toggle]")) event.preventDefault(); });
    tool.addEventListener("click", (event) => {
      const key = event.target.closest("[data-key]");
      if (event.target.closest("[data-fraction-toggle]")) {
        const wanted = toggle.getAttribute("aria-pressed") !== "true";
        open(tool, wanted);
        last = wanted ? parts(tool).top : box;
        last.focus();
      } else if (key) {
        if (last.hidden || last.closest("[hidden]")) last = box.hidden ? parts(tool).top : box;
        if (key.dataset.key === "/" && last === parts(tool).top) last = parts(tool).bottom;
        else put(last, key.dataset.key);
        last.focus();
      }
    });
    tool.addEventListener("keydown", (event) => {
      if (event.key === "/" && event.target.matches("[data-top]")) { event.preventDefault(); parts(tool).bottom.focus(); }
    });
    if ("opensFraction" in tool.dataset) { open(tool, true); last = parts(tool).top; }
  });
  ["DOMContentLoaded", "htmx:load"].forEach((name) => document.addEventListener(name, () => { prepare(); prepareGaps(); }));
})();
