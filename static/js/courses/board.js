// The board of a course: lessons are dragged by their grip. What the arrows send, dragging sends too; htmx brings the
// board as it stands then. Without JavaScript the arrows do it alone.

const said = document.getElementById("board-said");
let home = null; // what stood behind the dragged lesson, where it goes back to when nothing was saved

const list = () => document.querySelector("[data-arrange] .board-list");
const dragged = () => document.querySelector(".board-line--dragged");

const arm = () => {
  if (!list()) return;
  for (const hint of document.querySelectorAll("[data-drag-words]")) hint.hidden = false;
  for (const grip of list().querySelectorAll(".board-line__grip")) {
    grip.hidden = false;
    grip.draggable = true;
  }
};

document.addEventListener("dragstart", (event) => {
  const grip = event.target.closest?.(".board-line__grip");
  if (!grip) return;
  const line = grip.closest(".board-line");
  home = line.nextElementSibling;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", line.dataset.lesson);
  event.dataTransfer.setDragImage(line, 20, 20);
  // Not before the browser has taken its picture of the line.
  requestAnimationFrame(() => line.classList.add("board-line--dragged"));
});

document.addEventListener("dragover", (event) => {
  const line = dragged();
  const over = event.target.closest?.(".board-line");
  if (!line) return;
  event.preventDefault();
  if (!over || over === line) return;
  const { top, height } = over.getBoundingClientRect();
  if (event.clientY < top + height / 2) over.before(line);
  else over.after(line);
});

document.addEventListener("drop", (event) => dragged() && event.preventDefault());

document.addEventListener("dragend", (event) => {
  const line = dragged();
  if (!line) return;
  line.classList.remove("board-line--dragged");
  if (event.dataTransfer.dropEffect === "none") return goHome(line);
  if (line.nextElementSibling === home) return;
  const form = document.querySelector("[data-dropped]");
  form.elements.lesson.value = line.dataset.lesson;
  form.elements.before.value = line.nextElementSibling?.dataset.lesson ?? "";
  form.requestSubmit();
});

const goHome = (line) => (home ? home.before(line) : list().append(line));

const lost = (event) => {
  said.textContent = said.dataset.lost;
  said.toggleAttribute("data-lost-now", true);
  const form = event.detail.elt;
  if (form.matches("[data-dropped]")) goHome(document.getElementById(`lesson-${form.elements.lesson.value}`));
};

document.addEventListener("htmx:responseError", lost);
document.addEventListener("htmx:sendError", lost);
document.addEventListener("htmx:beforeRequest", () => said.removeAttribute("data-lost-now"));
document.addEventListener("htmx:afterSettle", arm);

// One menu is open at a time; Escape and a click elsewhere close it.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(".board-more[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.(".board-more[open]");
  if (event.key !== "Escape" || !menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

arm();
