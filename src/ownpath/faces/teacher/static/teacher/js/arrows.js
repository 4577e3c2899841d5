// data-arrows on a list of buttons: the arrow keys go from one to the next, up and down by rows; Home and End to the ends.
(() => {
  const below = (buttons, at, step) => {
    const here = buttons[at].getBoundingClientRect();
    const rows = buttons.filter((one) => {
      const there = one.getBoundingClientRect();
      return Math.abs(there.left - here.left) < 2 && (there.top - here.top) * step > 2;
    });
    return step > 0 ? rows[0] : rows[rows.length - 1];
  };
  const moves = {
    ArrowRight: (buttons, at) => buttons[at + 1],
    ArrowLeft: (buttons, at) => buttons[at - 1],
    ArrowDown: (buttons, at) => below(buttons, at, 1),
    ArrowUp: (buttons, at) => below(buttons, at, -1),
    Home: (buttons) => buttons[0],
    End: (buttons) => buttons[buttons.length - 1],
  };
  document.addEventListener("keydown", (event) => {
    const list = event.target.closest("[data-arrows]");
    const move = moves[event.key];
    if (!list || !move || event.altKey || event.ctrlKey || event.metaKey) return;
    const buttons = [...list.querySelectorAll("button")];
    const next = move(buttons, buttons.indexOf(event.target.closest("button")));
    event.preventDefault();
    if (next) next.focus();
  });
})();
