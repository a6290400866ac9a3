// The roll of a classroom: all present at one tap, how many are there while it is called, and nothing lost unsaved.
// The roll is replaced whenever it was kept, so everything listens at the document.

const roll = () => document.querySelector("[data-roll]");
const boxes = () => [...(roll()?.querySelectorAll("input[name=present]") ?? [])];
const isUnsaved = () => boxes().some((box) => box.checked !== (box.closest("li").querySelector("[name=shown]") !== null));

const show = () => {
  const count = roll()?.querySelector("[data-roll-count]");
  const all = boxes();
  if (!count || !all.length) return;
  const present = all.filter((box) => box.checked).length;
  const words = count.dataset.words.replace("{present}", present).replace("{absent}", all.length - present);
  count.textContent = words + (isUnsaved() ? count.dataset.unsaved : "");
};

let isSending = false;

const fail = () => {
  const count = roll()?.querySelector("[data-roll-count]");
  isSending = false;
  if (count) count.textContent = count.dataset.failed;
};

document.addEventListener("change", (event) => {
  if (event.target.name === "present") show();
});
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-roll-all]")) return;
  event.preventDefault();
  for (const box of boxes()) box.checked = true;
  show();
});
document.addEventListener("submit", (event) => {
  isSending = event.target.matches("[data-roll]");
});
document.addEventListener("htmx:afterSettle", () => {
  isSending = false;
  show();
});
document.addEventListener("htmx:sendError", fail);
document.addEventListener("htmx:responseError", fail);
// Who was signed out meanwhile is answered with another page: what was ticked stays, rather than that in its place.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (!event.detail.shouldSwap || event.detail.serverResponse.includes('id="roll"')) return;
  event.detail.shouldSwap = false;
  fail();
});
addEventListener("beforeunload", (event) => {
  if (isUnsaved() && !isSending) event.preventDefault();
});
// A browser that comes back to the page keeps what was ticked, and sets it after modules have run.
addEventListener("pageshow", show);
show();
