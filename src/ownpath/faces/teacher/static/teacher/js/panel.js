// data-panel on a link opens its page's [data-fragment] in a panel; without script the link leads to the page itself.
// In a [data-grid], a tap on a cell opens the row's panel with the column's skill already picked.
(() => {
  const panel = () => document.getElementById("panel");
  const open = (address) => {
    const place = document.getElementById("panel-body");
    if (!place || !window.htmx || typeof panel().showModal !== "function") {
      window.location.assign(address);
      return;
    }
    window.htmx.ajax("GET", address, { target: place, swap: "innerHTML", select: "[data-fragment]" }).then(() => {
      place.querySelectorAll("input[name=next]").forEach((field) => { field.value = window.location.pathname + window.location.search; });
      place.querySelectorAll("form[data-in-place]").forEach((form) => {
        if (!document.querySelector(form.dataset.inPlace)) return;
        form.setAttribute("hx-post", form.getAttribute("action"));
        form.setAttribute("hx-target", form.dataset.inPlace);
        form.setAttribute("hx-select", form.dataset.inPlace);
        form.setAttribute("hx-swap", "outerHTML");
        form.setAttribute("hx-select-oob", "#notices,#undo");
        window.htmx.process(form);
      });
      if (place.children.length && !panel().open) panel().showModal();
    });
  };
  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest("a[data-panel]");
    if (link) {
      event.preventDefault();
      open(link.getAttribute("href"));
      return;
    }
    const cell = event.target.closest("[data-grid] tbody td");
    const row = cell && cell.parentElement.querySelector("a[data-panel]");
    const head = cell && cell.closest("table").tHead.rows[0].cells[cell.cellIndex];
    if (row && head && head.dataset.what) open(`${row.getAttribute("href")}?what=${head.dataset.what}`);
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id !== "panel-body" && panel() && panel().open) panel().close();
  });
})();
