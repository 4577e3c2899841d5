// After a swap, focus goes to the changed heading and one polite live region says it.
// data-focus on any element inside the swapped part takes the focus instead; data-keep-focus on the target keeps it.
(() => {
  const announce = (words) => {
    const region = document.querySelector("[data-announce]");
    if (!region || !words) return;
    region.textContent = "";
    window.setTimeout(() => { region.textContent = words; }, 50);
  };
  const arrive = (part) => {
    const place = part.querySelector("[data-focus]") || part.querySelector("h1, h2, h3") || part.querySelector(".notice");
    if (!place) return;
    if (!place.hasAttribute("tabindex")) place.setAttribute("tabindex", "-1");
    place.focus({ preventScroll: false });
    announce(place.textContent.trim());
  };
  document.addEventListener("htmx:afterSwap", (event) => {
    const target = event.detail.target;
    const part = target.isConnected ? target : target.id && document.getElementById(target.id);
    if (!part) return;
    const quiet = part.closest("[data-keep-focus]");
    if (quiet) announce((part.querySelector("[data-say]") || { textContent: "" }).textContent.trim());
    else arrive(part);
  });
  // A page that waited too long for its token (somebody signed in meanwhile) is asked for anew; what was being written is kept.
  const isTooOld = (event) => {
    const { xhr } = event.detail;
    return Boolean(xhr && xhr.status === 403 && /^\s*<!doctype/i.test(xhr.responseText));
  };
  const failed = (event) => {
    if (isTooOld(event)) { window.location.reload(); return; }
    const region = document.querySelector("[data-announce]");
    const notices = document.getElementById("notices");
    if (!region || !notices) return;
    const line = document.createElement("p");
    line.className = "notice notice-care";
    line.textContent = region.dataset.failed;
    notices.replaceChildren(line);
    line.scrollIntoView({ block: "nearest" });
    announce(region.dataset.failed);
  };
  // A whole page that came back as a refusal (not found, waited too long) never lands inside another page.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    if (xhr.status < 400 || !/^\s*<!doctype/i.test(xhr.responseText)) return;
    event.detail.shouldSwap = false;
    event.detail.isError = true;
  });
  document.addEventListener("htmx:responseError", failed);
  document.addEventListener("htmx:sendError", failed);
  document.addEventListener("DOMContentLoaded", () => {
    const place = document.querySelector("[data-focus]");
    if (place) place.focus();
  });
})();
