// Cards to match: pick one up and put it down, by tap, drag or keyboard; without script each line has a list to pick from.
(() => {
  const prepare = () => document.querySelectorAll("[data-matching]:not([data-ready])").forEach((tool) => {
    tool.dataset.ready = "yes";
    const tray = tool.querySelector("[data-tray]");
    const slots = [...tool.querySelectorAll("[data-slot]")];
    const select = (slot) => slot.parentElement.querySelector("select");
    const chipOf = (id) => tool.querySelector(`[data-chip="${CSS.escape(id)}"]`);
    let held = null;
    const hold = (chip) => {
      if (held) held.setAttribute("aria-pressed", "false");
      held = chip;
      if (held) held.setAttribute("aria-pressed", "true");
      tool.classList.toggle("is-holding", Boolean(held));
    };
    const slotAt = (point) => {
      const under = document.elementFromPoint(point.clientX, point.clientY);
      const pair = under && under.closest("[data-matching] li");
      return pair && tool.contains(pair) ? pair.querySelector("[data-slot]") : null;
    };
    const show = () => {
      const used = new Set();
      slots.forEach((slot) => {
        const chip = select(slot).value && chipOf(select(slot).value);
        if (chip) used.add(chip);
        slot.replaceChildren(...(chip ? [...chip.childNodes].map((node) => node.cloneNode(true)) : []));
        slot.classList.toggle("is-filled", Boolean(chip));
        slot.setAttribute("aria-label", `${slot.dataset.label}: ${chip ? chip.dataset.plain : tool.dataset.empty}`);
      });
      tray.querySelectorAll("[data-chip]").forEach((chip) => chip.classList.toggle("is-used", used.has(chip)));
    };
    const place = (slot, chip) => {
      slots.forEach((other) => { if (select(other).value === chip.dataset.chip) select(other).value = ""; });
      select(slot).value = chip.dataset.chip;
      hold(null);
      show();
    };
    slots.forEach((slot) => { select(slot).hidden = true; select(slot).required = false; slot.hidden = false; });
    tray.hidden = false;
    show();
    tool.addEventListener("click", (event) => {
      const chip = event.target.closest("[data-chip]");
      const slot = event.target.closest("[data-slot]");
      if (chip) hold(chip === held ? null : chip);
      else if (slot && held) place(slot, held);
      else if (slot && select(slot).value) { hold(chipOf(select(slot).value)); select(slot).value = ""; show(); held.focus(); }
    });
    tool.addEventListener("change", show);
    tool.addEventListener("keydown", (event) => { if (event.key === "Escape") hold(null); });
    tool.addEventListener("pointerdown", (event) => {
      const chip = event.target.closest("[data-chip]");
      if (!chip || event.button !== 0) return;
      const from = { x: event.clientX, y: event.clientY };
      const isFar = (now) => Math.hypot(now.clientX - from.x, now.clientY - from.y) >= 12;
      const follow = (moved) => {
        if (!chip.classList.contains("is-dragged") && !isFar(moved)) return;
        chip.classList.add("is-dragged");
        tool.classList.add("is-holding");
        chip.style.translate = `${moved.clientX - from.x}px ${moved.clientY - from.y}px`;
        const over = slotAt(moved);
        slots.forEach((slot) => slot.classList.toggle("is-under", slot === over));
      };
      const drop = (up) => {
        document.removeEventListener("pointermove", follow);
        document.removeEventListener("pointerup", drop);
        document.removeEventListener("pointercancel", drop);
        const slot = up.type === "pointerup" && isFar(up) ? slotAt(up) : null;
        chip.classList.remove("is-dragged");
        chip.style.translate = "";
        slots.forEach((one) => one.classList.remove("is-under"));
        tool.classList.toggle("is-holding", Boolean(held));
        if (slot) place(slot, chip);
      };
      document.addEventListener("pointermove", follow);
      document.addEventListener("pointerup", drop);
      document.addEventListener("pointercancel", drop);
    });
  });
  document.addEventListener("DOMContentLoaded", prepare);
  document.addEventListener("htmx:load", prepare);
})();
