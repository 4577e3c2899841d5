// data-rows on a table of fields: Enter leads down to the next row instead of sending the form, a next row begins where
// the one above ends. The button still sends; so do Ctrl and Enter.
document.addEventListener("keydown", (event) => {
  const rows = event.target.closest?.("[data-rows]");
  if (!rows || event.key !== "Enter" || event.isComposing || event.target.closest("summary, button")) return;
  if (event.ctrlKey || event.metaKey) return event.target.form.requestSubmit();
  event.preventDefault();
  const all = [...rows.querySelectorAll("tbody tr")];
  const here = all.indexOf(event.target.closest("tr"));
  const next = all[here + 1];
  if (!next) return;
  const details = next.closest("details");
  if (details) details.open = true;
  const [, ends] = all[here].querySelectorAll("input[type=time]");
  const [begins] = next.querySelectorAll("input[type=time]");
  if (ends?.value && begins && !begins.value && !next.querySelector("input").value) begins.value = ends.value;
  next.querySelector("input").focus();
});
