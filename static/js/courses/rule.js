// The rule of a page in words, while its fields are filled in. What the record keeps is said by the server.

const isFilled = (id) => Boolean(document.getElementById(id)?.value);

const valueOf = (field) => (field.tagName === "SELECT" ? field.selectedOptions[0]?.text : field.value.trim());

const saidOf = (part) => {
  const { said, onlyWith, anywayWithout } = part.dataset;
  const field = part.querySelector("input, select");
  if (!said || !field || (onlyWith && !isFilled(onlyWith))) return "";
  if (anywayWithout && !isFilled(anywayWithout)) return said;
  if (field.type === "checkbox") return field.checked ? said : "";
  const value = valueOf(field);
  return value && Number(value) !== 0 ? said.replace("{value}", value) : "";
};

const say = (rule) => {
  const parts = [...rule.querySelectorAll("[data-rule-part]")].map(saidOf).filter(Boolean);
  rule.querySelector("[data-rule-said]").value = parts.join(rule.dataset.comma);
};

for (const rule of document.querySelectorAll("[data-rule]")) {
  for (const kind of ["input", "change"]) document.addEventListener(kind, () => say(rule));
  if (!rule.querySelector("[data-rule-said]").value) say(rule);
}
