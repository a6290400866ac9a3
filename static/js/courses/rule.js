// The rule of a page in words, while its fields are filled in. As it was saved it stands in the server's words.

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

const wordsOf = (rule) =>
  [...rule.querySelectorAll("[data-rule-part]")].map(saidOf).filter(Boolean).join(rule.dataset.comma);

for (const rule of document.querySelectorAll("[data-rule]")) {
  const output = rule.querySelector("[data-rule-said]");
  const saved = wordsOf(rule);
  const inServersWords = output.value || saved;
  const say = () => {
    const words = wordsOf(rule);
    output.value = words === saved ? inServersWords : words;
  };
  for (const kind of ["input", "change"]) document.addEventListener(kind, say);
  say();
}
