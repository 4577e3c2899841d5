// Things to bring into order: drag them, or move them with their two buttons; without script each has a number to pick.
(() => {
  const tell = (list, item) => {
    const place = [...list.children].indexOf(item) + 1;
    const said = list.parentElement.querySelector("[data-order-said]");
    said.textContent = `${item.dataset.plain}: ${place} / ${list.children.length}`;
    ends(list);
  };
  const ends = (list) => [...list.children].forEach((item, place) => {
    item.querySelector('[data-move="-1"]').setAttribute("aria-disabled", String(place === 0));
    item.querySelector('[data-move="1"]').setAttribute("aria-disabled", String(place === list.children.length - 1));
  });
  const drag = (list, item) => {
    item.classList.add("is-dragged");
    const move = (moved) => {
      const over = [...list.children].find((other) => { const box = other.getBoundingClientRect(); return other !== item && moved.clientY > box.top && moved.clientY < box.bottom; });
      if (!over) return;
      const box = over.getBoundingClientRect();
      const below = moved.clientY > box.top + box.height / 2;
      list.insertBefore(item, below ? over.nextSibling : over);
    };
    const drop = () => {
      item.classList.remove("is-dragged");
      document.removeEventListener("pointermove", move);
      document.removeEventListener("pointerup", drop);
      document.removeEventListener("pointercancel", drop);
      tell(list, item);
    };
    document.addEventListener("pointermove", move);
    document.addEventListener("pointerup", drop);
    document.addEventListener("pointercancel", drop);
  };
  const prepare = () => document.querySelectorAll("[data-ordering]:not([data-ready])").forEach((list) => {
    list.dataset.ready = "yes";
    list.querySelectorAll("[data-place]").forEach((place) => place.remove());
    list.querySelectorAll("[data-moves]").forEach((moves) => { moves.hidden = false; });
    ends(list);
    list.addEventListener("pointerdown", (event) => {
      const item = event.target.closest("[data-item]");
      if (item && !event.target.closest("button") && event.button === 0) { event.preventDefault(); drag(list, item); }
    });
    list.addEventListener("click", (event) => {
      const button = event.target.closest("[data-move]");
      if (!button) return;
      const item = button.closest("[data-item]");
      if (button.dataset.move === "-1" && item.previousElementSibling) list.insertBefore(item, item.previousElementSibling);
      if (button.dataset.move === "1" && item.nextElementSibling) list.insertBefore(item.nextElementSibling, item);
      button.focus();
      tell(list, item);
    });
  });
  document.addEventListener("DOMContentLoaded", prepare);
  document.addEventListener("htmx:load", prepare);
})();
