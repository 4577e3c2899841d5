// data-panel on a link opens its page's [data-fragment] in a panel; without script the link leads to the page itself.
// In a [data-grid], a tap on a cell opens the row's panel with the column's skill already picked.
(() => {
  const panel = () => document.getElementById("panel");
  let opener = "";
  const open = (address) => {
    opener = address.split("?")[0];
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
      place.querySelector("[data-focus], h1")?.focus();
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
  let ends = false;
  let lost = "";
  // What opened the panel may be drawn anew, by now or with the next part that comes: until then nothing holds the focus.
  const comeBack = () => {
    if (!lost) return;
    const isHeld = document.activeElement !== document.body && !panel().contains(document.activeElement);
    const again = !isHeld && (document.querySelector(`a[data-panel][href^="${CSS.escape(lost)}"]`)
      || (!document.querySelector("#class[hx-trigger]") && document.getElementById("needs-title")));
    if (again) again.focus({ preventScroll: true });
    if (again || isHeld) lost = "";
  };
  // A deed of the panel that changes the page behind it ends the panel; one that changes the panel leaves it open, and
  // so does everything the page does by itself: nobody loses words half written.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const from = event.detail.requestConfig && event.detail.requestConfig.elt;
    const isOwn = Boolean(from && from.closest("#panel-body"));
    const isInside = Boolean(event.detail.target.closest("#panel"));
    ends = isOwn && !isInside && event.detail.xhr.status < 400;
    if (isOwn && isInside) panel().dataset.changed = "yes";
  });
  document.addEventListener("htmx:afterSwap", () => {
    if (ends && panel().open) panel().close();
    ends = false;
    if (panel() && !panel().open) comeBack();
  });
  document.addEventListener("close", (event) => {
    if (event.target !== panel()) return;
    lost = opener;
    comeBack();
    const now = document.getElementById("now");
    if (panel().dataset.changed && now && window.htmx) window.htmx.trigger(now, "refresh");
    delete panel().dataset.changed;
  }, true);
})();
