// data-autosubmit on a form sends it when something in it changes; its button stays for those without script.
document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form && form.hasAttribute("data-autosubmit")) form.requestSubmit();
});
