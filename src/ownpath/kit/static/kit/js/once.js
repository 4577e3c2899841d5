// A form is sent once: a second tap while the page is on its way does nothing. Parts of a page (htmx) have a line of their own.
(() => {
  const AGAIN_AFTER_MS = 5000; // a form that answers with a file leaves its page standing
  let sent = new WeakMap();
  document.addEventListener("submit", (event) => {
    const since = sent.get(event.target);
    if (since === undefined || performance.now() - since > AGAIN_AFTER_MS) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
  window.addEventListener("submit", (event) => {
    if (!event.defaultPrevented && event.target.method === "post") sent.set(event.target, performance.now());
  });
  window.addEventListener("pageshow", () => { sent = new WeakMap(); });
})();
