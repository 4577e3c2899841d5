// data-arrow="ArrowLeft": that key follows the link, unless somebody is writing.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.nodeName)) return;
  const link = document.querySelector(`[data-arrow="${event.key}"]`);
  if (!link) return;
  event.preventDefault();
  window.location.assign(link.href);
});
