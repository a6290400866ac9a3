// Choosing learners in a table: all of the page at once, and how many are chosen on the button that writes to them.
for (const form of document.querySelectorAll("[data-choosing]")) {
  const all = form.querySelector("[data-choose-all]");
  const boxes = [...form.querySelectorAll("input[name=chosen]")];
  const button = form.querySelector("button[value=chosen]");
  const plain = button.textContent;

  const show = () => {
    const count = boxes.filter((box) => box.checked).length;
    all.checked = count === boxes.length;
    all.indeterminate = count > 0 && count < boxes.length;
    button.textContent = count ? button.dataset.words.replace("{count}", count) : plain;
    button.disabled = count === 0;
  };

  all.hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    show();
  });
  form.addEventListener("change", show);
  // A browser that comes back to the page keeps what was chosen, and sets it after modules have run.
  addEventListener("pageshow", show);
  show();
}
