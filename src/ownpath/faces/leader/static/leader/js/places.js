// Rows of places that scroll: the one where we are comes into view by itself.
document.addEventListener("DOMContentLoaded", () => {
  for (const places of document.querySelectorAll(".tabs ul")) {
    const here = places.querySelector("[aria-current]");
    if (here) places.scrollLeft += here.getBoundingClientRect().left - places.getBoundingClientRect().left - (places.clientWidth - here.clientWidth) / 2;
  }
});
