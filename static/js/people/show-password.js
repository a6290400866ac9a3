/* A button beside each password field that shows what was typed: hands that shake mistype. */
for (const place of document.querySelectorAll(".password")) {
  const input = place.querySelector("input");
  const button = document.createElement("button");
  const say = () => {
    const hidden = input.type === "password";
    button.textContent = hidden ? place.dataset.show : place.dataset.hide;
    button.setAttribute("aria-pressed", String(!hidden));
  };
  button.type = "button";
  button.className = "button button--quiet";
  button.addEventListener("click", () => {
    input.type = input.type === "password" ? "text" : "password";
    say();
  });
  input.form.addEventListener("submit", () => (input.type = "password"));
  say();
  place.append(button);
}
