/* Pinyin over the lines of the transcript: none, over characters the reader has not learned, or over all; remembered.
   It is drawn by the style sheet from an attribute, so that the text itself stays as it is: searched, copied, read. */

const form = document.getElementById("pinyin-captions");
const list = document.querySelector(".transcript");
const AT_ONCE = 40; // lines in one question
const YEAR_SECONDS = 365 * 24 * 3600;

const tokens = new Map(); // text of a line -> its pieces, for the choice in force
const awaited = new Set();
let choice = /(?:^|; )pinyin=(unknown|all)(?:;|$)/.exec(document.cookie)?.[1] ?? "none";

const isDressed = (line) => line.querySelector("[data-pinyin]") !== null;

function undress() {
  for (const span of list.querySelectorAll("[data-pinyin]")) span.replaceWith(span.textContent);
  for (const line of list.querySelectorAll(".cue-text")) line.normalize();
}

// Within each text node, for a search may have marked words of the line.
function dress(line) {
  const readings = tokens.get(line.textContent).flatMap(([text, pinyin]) => (pinyin ? [pinyin] : Array(text.length).fill("")));
  if (isDressed(line) || !readings.some(Boolean)) return;
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  let at = 0;
  for (const node of nodes) {
    const pieces = [...node.data].map((char) => {
      const pinyin = readings[at];
      at += char.length;
      if (!pinyin) return char;
      const span = document.createElement("span");
      span.dataset.pinyin = pinyin;
      span.textContent = char;
      return span;
    });
    node.replaceWith(...pieces);
  }
}

async function ask(texts) {
  const asked = choice;
  for (const text of texts) awaited.add(text);
  try {
    const response = await fetch(form.dataset.lines, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ pinyin: asked, lines: texts }),
    });
    if (!response.ok) throw new Error(response.status);
    const { lines } = await response.json();
    if (asked === choice) texts.forEach((text, place) => tokens.set(text, lines[place]));
  } finally {
    for (const text of texts) awaited.delete(text);
  }
}

const seen = new Set();

async function dressSeen() {
  if (choice === "none") return;
  const wanting = [...seen].filter((line) => line.isConnected);
  const texts = new Set(wanting.map((line) => line.textContent).filter((text) => !tokens.has(text) && !awaited.has(text)));
  if (texts.size) await ask([...texts].slice(0, AT_ONCE)).catch(() => {}); // without network the lines stay as they are
  for (const line of wanting) if (choice !== "none" && tokens.has(line.textContent)) dress(line);
}

const viewed = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      const line = target.querySelector(".cue-text");
      if (isIntersecting) seen.add(line);
      else seen.delete(line);
    }
    dressSeen();
  },
  { root: list, rootMargin: "200px 0px" },
);

function watch() {
  for (const cue of list.querySelectorAll(".cue:not([data-watched])")) {
    cue.dataset.watched = "";
    viewed.observe(cue);
  }
  dressSeen();
}

function show() {
  list.classList.toggle("transcript--pinyin", choice !== "none");
  for (const button of form.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.value === choice));
}

function choose(value) {
  choice = value;
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `pinyin=${choice}; path=/; max-age=${YEAR_SECONDS}; samesite=lax${secure}`;
  tokens.clear();
  undress();
  show();
  dressSeen();
}

if (form && list) {
  list.before(form); // beside what it changes, wherever the page has it
  form.hidden = false;
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) choose(button.value);
  });
  new MutationObserver(watch).observe(list, { childList: true, subtree: true });
  show();
  watch();
}
