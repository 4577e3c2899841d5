// A student's name ([data-drag]) dropped on a group ([data-drop]) opens the page that says what the change would cost.
// Nothing is changed by the drop itself. The keyboard's way is the "Move" link beside each name, which lists the same groups.
(() => {
  let carried = null;
  const place = (event) => event.target.closest("[data-drop]:not([data-drop=''])");
  const prepare = (root) => root.querySelectorAll("[data-drag]").forEach((name) => { name.draggable = true; });
  const clear = () => document.querySelectorAll(".is-over").forEach((one) => one.classList.remove("is-over"));
  document.addEventListener("DOMContentLoaded", () => prepare(document));
  document.addEventListener("htmx:afterSwap", () => prepare(document));
  document.addEventListener("dragstart", (event) => {
    const name = event.target.closest("[data-drag]");
    if (!name) return;
    carried = name.dataset.drag;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", name.dataset.dragName);
    name.closest("[data-drop]").classList.add("is-from");
  });
  document.addEventListener("dragover", (event) => {
    const target = carried && place(event);
    if (!target || target.classList.contains("is-from")) return;
    event.preventDefault();
    clear();
    target.classList.add("is-over");
  });
  document.addEventListener("dragend", () => {
    clear();
    document.querySelectorAll(".is-from").forEach((one) => one.classList.remove("is-from"));
    carried = null;
  });
  document.addEventListener("drop", (event) => {
    const target = carried && place(event);
    if (!target || target.classList.contains("is-from")) return;
    event.preventDefault();
    window.location.assign(`${carried}?key=${encodeURIComponent(target.dataset.drop)}`);
  });
})();
