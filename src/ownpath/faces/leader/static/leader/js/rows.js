// data-rows on a table of fields: the Tab key goes through one row, not through all of them, and then on; of a time it
// takes one step, not one for hours, minutes and half of the day (arrows move between these). Enter leads down
// to the next row instead of sending the form, Shift and Enter back up; a next row begins where the one above ends. Page
// Up and Page Down move between rows in the same column. The button still sends; so do Ctrl and Enter.
const rowsOf = (box) => [...box.querySelectorAll("tbody tr")];
const fieldsOf = (row) => [...row.querySelectorAll("input, select")];

const settle = (box, current) => {
  for (const row of rowsOf(box)) for (const field of fieldsOf(row)) field.tabIndex = row === current ? 0 : -1;
};

const goTo = (row, column) => {
  const details = row.closest("details");
  if (details) details.open = true;
  fieldsOf(row)[column]?.focus();
};

const passTime = (event, row) => {
  const fields = fieldsOf(row);
  const there = fields[fields.indexOf(event.target) + (event.shiftKey ? -1 : 1)];
  if (event.target.type !== "time" || !there) return;
  event.preventDefault();
  there.focus();
};

const beginWhereItEnds = (here, next) => {
  const [, ends] = here.querySelectorAll("input[type=time]");
  const [begins] = next.querySelectorAll("input[type=time]");
  if (ends?.value && begins && !begins.value && !next.querySelector("input").value) begins.value = ends.value;
};

for (const box of document.querySelectorAll("[data-rows]")) {
  const wrong = box.querySelector("tbody [aria-invalid=true]");
  settle(box, wrong?.closest("tr") ?? rowsOf(box)[0]);
}

document.addEventListener("focusin", (event) => {
  const row = event.target.closest?.("[data-rows] tbody tr");
  if (row) settle(row.closest("[data-rows]"), row);
});

document.addEventListener("toggle", (event) => {
  const box = event.target.closest?.("[data-rows]");
  if (box && !event.target.open && event.target.querySelector("[tabindex='0']")) settle(box, rowsOf(box)[0]);
}, true);

document.addEventListener("keydown", (event) => {
  const box = event.target.closest?.("[data-rows]");
  const here = event.target.closest?.("tbody tr");
  if (!box || !here || event.isComposing || event.target.closest("summary, button")) return;
  if (event.key === "Tab") return passTime(event, here);
  const rows = rowsOf(box);
  const step = event.key === "PageDown" || (event.key === "Enter" && !event.shiftKey) ? 1 : -1;
  if (!["Enter", "PageDown", "PageUp"].includes(event.key)) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return event.target.form.requestSubmit();
  event.preventDefault();
  const there = rows[rows.indexOf(here) + step];
  if (!there) return;
  if (event.key === "Enter" && step === 1) beginWhereItEnds(here, there);
  goTo(there, event.key === "Enter" ? 0 : fieldsOf(here).indexOf(event.target));
});
