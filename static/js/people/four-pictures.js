// Taps on pictures are kept here until there are four: one way to the server instead of four. Without this module each
// tap goes there.
const MANY = 4;

for (const form of document.querySelectorAll("[data-four-pictures]")) {
  const chosen = form.elements.chosen;
  const places = form.querySelectorAll(".card-place");
  const words = form.querySelector("[data-so-far]");
  const keys = () => chosen.value.split(",").filter(Boolean);

  const show = () => {
    const now = keys();
    places.forEach((place, at) => place.classList.toggle("card-place--full", at < now.length));
    words.textContent = words.dataset.soFar.replace("{count}", now.length);
    for (const button of form.querySelectorAll("[name=picture]")) {
      if (now.includes(button.value)) button.setAttribute("aria-pressed", "true");
      else button.removeAttribute("aria-pressed");
    }
  };

  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (form.dataset.isSent) {
      event.preventDefault();
    } else if (button?.name === "picture") {
      const now = keys();
      if (!now.includes(button.value)) now.push(button.value);
      if (now.length < MANY) {
        event.preventDefault();
        chosen.value = now.join(",");
        show();
      } else {
        form.dataset.isSent = "true";
      }
    } else if (button?.name === "again" && !form.elements.first.value) {
      event.preventDefault();
      chosen.value = "";
      show();
    }
  });
  // Back from the next page: the browser may have kept what was tapped before.
  addEventListener("pageshow", () => {
    delete form.dataset.isSent;
    show();
  });
}
