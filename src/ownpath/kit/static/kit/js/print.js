// data-print opens the browser's own print.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
