// data-autosubmit on a form sends it when something in it changes; a button with data-without-script is for those without script.
document.addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll("[data-autosubmit] [data-without-script]")) button.hidden = true;
});
document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form && form.hasAttribute("data-autosubmit")) form.requestSubmit();
});
