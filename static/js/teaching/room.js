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
  delete count.dataset.isFailed;
  const words = count.dataset.words.replace("{present}", present).replace("{absent}", all.length - present);
  count.textContent = words + (isUnsaved() ? count.dataset.unsaved : "");
};

let isSending = false;
let sent = new Map(); // what was ticked when it was sent

/* What was ticked stays, and she is told what to do; who was signed out also gets a way to sign in. */
const fail = (words) => {
  const count = roll()?.querySelector("[data-roll-count]");
  isSending = false;
  if (!count) return;
  count.textContent = count.dataset[words];
  count.dataset.isFailed = "";
  roll().querySelector("[data-roll-sign-in]").hidden = words !== "out";
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
// Who signed in again meanwhile has another token than the page.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
  if (token) detail.parameters.set("csrfmiddlewaretoken", token);
  sent = new Map(boxes().map((box) => [box.value, box.checked]));
});
document.addEventListener("htmx:afterSettle", () => {
  isSending = false;
  show();
});
for (const kind of ["htmx:sendError", "htmx:timeout"]) document.addEventListener(kind, () => fail("failed"));
const FAILURES = { 403: "out", 404: "gone" }; // a token of before she signed out; a lesson or a class no longer hers
document.addEventListener("htmx:responseError", ({ detail }) => fail(FAILURES[detail.xhr.status] ?? "failed"));
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (!detail.shouldSwap) return;
  // Who was signed out meanwhile is answered with another page.
  if (!detail.serverResponse.includes('id="roll"')) {
    detail.shouldSwap = false;
    fail("out");
    return;
  }
  // What was ticked while it was being sent is ticked in the new roll too.
  const since = new Map(boxes().filter((box) => box.checked !== sent.get(box.value)).map((box) => [box.value, box.checked]));
  const tickAgain = () => boxes().forEach((box) => (box.checked = since.get(box.value) ?? box.checked));
  document.addEventListener("htmx:afterSwap", tickAgain, { once: true });
});
addEventListener("beforeunload", (event) => {
  if (isUnsaved() && !isSending) event.preventDefault();
});
// A browser that comes back to the page keeps what was ticked, and sets it after modules have run.
addEventListener("pageshow", show);
show();
