// data-idle-minutes on body: warn a minute before, then sign out. Every tab of the same browser counts as one person.
document.addEventListener("DOMContentLoaded", () => {
  const minutes = Number(document.body.dataset.idleMinutes || 0);
  const warning = document.querySelector("[data-idle-warning]");
  const signOut = document.getElementById("sign-out");
  if (!minutes || !warning || !signOut) return;
  const KEY = "ownpath-last-touch";
  const now = () => Date.now();
  let last = now();
  const read = () => { try { return Number(localStorage.getItem(KEY)) || last; } catch { return last; } };
  const touch = () => {
    if (now() - last < 1000 && !warning.open) return;
    last = now();
    try { localStorage.setItem(KEY, String(last)); } catch { /* private window: this tab alone counts */ }
    if (warning.open) warning.close();
  };
  touch();
  try { localStorage.setItem(KEY, String(last)); } catch { /* private window: this tab alone counts */ }
  ["pointerdown", "keydown", "scroll"].forEach((name) => document.addEventListener(name, () => { if (!warning.open) touch(); }, { passive: true }));
  warning.querySelector("[data-idle-stay]").addEventListener("click", touch);
  warning.addEventListener("cancel", touch);
  window.setInterval(() => {
    const left = minutes * 60000 - (now() - Math.max(last, read()));
    if (left <= 0) signOut.submit();
    else if (left <= 60000 && !warning.open) warning.showModal();
    else if (left > 60000 && warning.open) warning.close();
  }, 1000);
});
