// The form of a question: shows what the chosen kind has use for (css/quizzes-desk.css), begins with two options, and
// writes those of a true/false question.

const kind = document.getElementById("id_kind");
const words = document.getElementById("question-kinds")?.dataset;

const texts = () => [...document.querySelectorAll("#id_options-FORMS input[name$='-text']")];
const isTaken = (text) => !text.closest("[data-inline-panel-child]")?.classList.contains("deleted");

const offerTwo = () => {
  const add = document.getElementById("id_options-ADD");
  for (let there = texts().length; there < 2; there += 1) add.click();
};

const offerTrueAndFalse = () => {
  const written = texts().filter((text) => isTaken(text) && text.value);
  const isOffered = written.length === 2 && written[0].value === words.right && written[1].value === words.wrong;
  if (kind.value !== "true-false" && isOffered) for (const text of written) text.value = "";
  if (kind.value !== "true-false" || written.length) return;
  offerTwo();
  const [right, wrong] = texts();
  right.value = words.right;
  wrong.value = words.wrong;
};

const show = () => {
  kind.form.dataset.kind = kind.value;
};

if (kind && words) {
  kind.addEventListener("change", () => {
    show();
    offerTrueAndFalse();
  });
  show();
  if (!texts().length) offerTwo();
}
