// What is being written stays in this tab until it has arrived, under a word for whoever writes: who was signed out meanwhile
// finds it again, and signing out, somebody else's coming in or closing the tab forgets it.
(() => {
  const PREFIX = "ownpath-draft-";
  // Lines of one's own too; what the browser fills in, codes and numbers are not words.
  const WORDS = 'textarea, input:is([type="text"], :not([type])):not([autocomplete], [inputmode])';
  const BOXES = `form[method="post"]:not([data-question]) :is(${WORDS})`;
  const { who = "", refused } = document.body.dataset;
  const read = (key) => { try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; } };
  const write = (key, draft) => { try { sessionStorage.setItem(key, JSON.stringify(draft)); } catch { /* full or forbidden */ } };
  const drop = (key) => { try { sessionStorage.removeItem(key); } catch { /* forbidden */ } };
  const keys = () => { try { return Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX)); } catch { return []; } };
  const keyOf = (box) => `${PREFIX}${who}:${new URL(box.form.getAttribute("action") || "", window.location.href).pathname}:${box.name}`;
  const boxesOf = (root) => [...root.querySelectorAll(WORDS)].filter((box) => box.matches(BOXES));

  // A form's words count as arrived once another page of the same person follows that is no refusal.
  const settle = () => {
    const [way] = performance.getEntriesByType("navigation");
    const hasArrived = who && refused === undefined && !(way && way.type === "back_forward");
    for (const key of keys()) {
      const draft = read(key);
      const isOurs = key.startsWith(`${PREFIX}${who}:`);
      if (!draft || (who && !isOurs) || (draft.isSent && hasArrived)) drop(key);
      else if (draft.isSent) write(key, { ...draft, isSent: false });
    }
  };
  const tell = (box) => {
    const region = document.querySelector("[data-announce]");
    if (!region) return;
    const line = Object.assign(document.createElement("p"), { className: "field-help", textContent: region.dataset.kept });
    line.setAttribute("role", "status");
    box.before(line);
  };
  const restore = (root) => boxesOf(root).forEach((box) => {
    const draft = read(keyOf(box));
    if (!draft || !draft.words.trim() || box.value === draft.words) return;
    if (box.value.trim() && !draft.words.startsWith(box.value)) return; // the page brought words of its own
    box.value = draft.words;
    tell(box);
  });
  settle();
  if (!who) return;
  restore(document);
  document.addEventListener("htmx:load", (event) => { if (event.detail.elt !== document.body) restore(event.detail.elt); });
  document.addEventListener("input", (event) => {
    const box = event.target;
    if (box.matches && box.matches(BOXES)) write(keyOf(box), { words: box.value, isSent: false });
  });
  window.addEventListener("submit", (event) => {
    if (event.target.id === "sign-out") keys().forEach(drop);
    else if (!event.defaultPrevented) boxesOf(event.target).forEach((box) => { if (read(keyOf(box))) write(keyOf(box), { words: box.value, isSent: true }); });
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const { elt, successful, xhr } = event.detail;
    if (elt.nodeName === "FORM" && successful && xhr && !xhr.getResponseHeader("HX-Redirect")) boxesOf(elt).forEach((box) => drop(keyOf(box)));
  });
})();
