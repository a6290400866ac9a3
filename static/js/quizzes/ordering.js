// Moves what is to be ordered without loading the page again; it may be put on a page later, as a part of a dialog.

const say = (list, step) => {
  const place = [...list.children].indexOf(step) + 1;
  const text = step.querySelector(".asked__step-text").textContent;
  const words = list.dataset.moved.replace("{text}", text).replace("{place}", place);
  list.parentElement.querySelector("[data-order-said]").textContent = words;
};

const refresh = (list) => {
  for (const step of list.children) {
    for (const move of step.querySelectorAll("[data-move]")) {
      const isAtEnd = step === (move.dataset.move === "up" ? list.firstElementChild : list.lastElementChild);
      move.setAttribute("aria-disabled", String(isAtEnd));
      move.tabIndex = 0;
    }
  }
};

const moveStep = (button) => {
  const step = button.closest("[data-step]");
  const list = step.parentElement;
  if (button.dataset.move === "up") step.previousElementSibling?.before(step);
  else step.nextElementSibling?.after(step);
  refresh(list);
  button.focus();
  say(list, step);
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-order] [data-move]");
  if (!button) return;
  event.preventDefault();
  moveStep(button);
});

// As a button; what was first has no address to move up to, and so would hear neither key.
document.addEventListener("keydown", (event) => {
  if (![" ", "Enter"].includes(event.key) || !event.target.matches("[data-order] [data-move]")) return;
  event.preventDefault();
  event.target.click();
});
