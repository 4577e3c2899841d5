// data-address on body: the page came in answer to a form; from now on it has its own address, so that loading it again asks for it.
{
  const { address } = document.body.dataset;
  if (address) window.history.replaceState(window.history.state, "", address);
}
