// data-places on a row of places that scrolls: the one where we are comes into view by itself.
document.addEventListener("DOMContentLoaded", () => {
  for (const places of document.querySelectorAll("[data-places] ul")) {
    const here = places.querySelector("[aria-current]");
    if (here) places.scrollLeft += here.getBoundingClientRect().left - places.getBoundingClientRect().left - (places.clientWidth - here.clientWidth) / 2;
  }
});
