// What the page says, from its template, so that it is translated there.

const template = document.getElementById("captions-words");
const words = Object.fromEntries([...(template?.content.children ?? [])].map((each) => [each.dataset.word, each.textContent]));

export const say = (name, values = {}) => words[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
