// data-offline shows while there is no network.
(() => {
  const show = () => document.querySelectorAll("[data-offline]").forEach((line) => { line.hidden = navigator.onLine; });
  window.addEventListener("online", show);
  window.addEventListener("offline", show);
  document.addEventListener("DOMContentLoaded", show);
})();
