/* Reads the page's text aloud, a paragraph at a time and sentence by sentence. The sentence being read is lit, and the
   word within it where the voice tells; in browsers that cannot light a stretch of text, the paragraph is.
   The buttons appear only where the device has a Mandarin voice. One may name what it reads by its id. While a dialog
   lies over the page nothing else can be reached: it has a button of its own, which reads the dialog. */

const READ = "h1, h2, h3, p, li, dt, dd, figcaption, blockquote, .tian, label, legend";
const LEAVE_OUT = "[hidden], .visually-hidden, [aria-hidden='true'], .transcript, nav, form:not(.asking), .state, .facts";
const SILENT = "[hidden], .visually-hidden, [aria-hidden='true'], rt, script";
const SENTENCE = /[^。！？；!?;]*[。！？；!?;]*[”’」』）]*/gu;

const buttons = [...document.querySelectorAll("[data-read-aloud]")];
const speech = window.speechSynthesis;
const lights = window.CSS?.highlights;
const segmenter = window.Intl?.Segmenter && new Intl.Segmenter("zh", { granularity: "word" });

function mandarin() {
  const voices = speech.getVoices().filter((voice) => /^(zh|cmn)([-_](CN|Hans|SG)|$)/i.test(voice.lang));
  return voices.find((voice) => voice.localService) ?? voices[0];
}

function paragraphs(place) {
  const found = [...place.querySelectorAll(READ)];
  return found.filter((part) => !part.closest(LEAVE_OUT) && part.checkVisibility() && !part.querySelector(READ));
}

/* What a voice says of this part, and where in the page each of its characters stands. */
function script(part) {
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
    node.nodeType === Node.ELEMENT_NODE && (node.matches(SILENT) || !node.checkVisibility())
      ? NodeFilter.FILTER_REJECT
      : NodeFilter.FILTER_ACCEPT,
  );
  let text = "";
  const places = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const found = node.nodeName === "BR" ? " " : node.nodeType === Node.TEXT_NODE ? node.data : "";
    for (let offset = 0; offset < found.length; offset += 1) {
      const char = found[offset].trim() || " ";
      if (char === " " && (!text || text.endsWith(" "))) continue;
      text += char;
      places.push({ node, offset });
    }
  }
  return { text, places };
}

function sentences({ text, places }) {
  return [...text.matchAll(SENTENCE)]
    .filter(([words]) => /[\p{L}\p{N}]/u.test(words))
    .map(({ 0: words, index }) => {
      const start = index + words.length - words.trimStart().length;
      return { text: words.trim(), places: places.slice(start, start + words.trim().length) };
    });
}

function lengthOfWord(text, at) {
  return segmenter?.segment(text).containing(at)?.segment.length ?? 1;
}

function light(name, places) {
  const [first, last] = [places[0], places.at(-1)];
  first.node.parentElement.scrollIntoView({ block: "nearest" });
  if (!lights) return;
  const range = new Range();
  range.setStart(first.node, first.offset);
  range.setEnd(last.node, last.node.nodeName === "BR" ? 0 : last.offset + 1);
  const highlight = new Highlight(range);
  highlight.priority = name === "read-word" ? 1 : 0;
  lights.set(name, highlight);
}

function darken() {
  for (const name of ["read-sentence", "read-word"]) lights?.delete(name);
}

function say({ text, places }, voice, isOn) {
  darken();
  light("read-sentence", places);
  return new Promise((done) => {
    const utterance = new SpeechSynthesisUtterance(text);
    const onboundary = ({ name, charIndex, charLength }) => {
      const word = places.slice(charIndex, charIndex + (charLength || lengthOfWord(text, charIndex)));
      if (name === "word" && word.length && isOn()) light("read-word", word);
    };
    Object.assign(utterance, { voice, lang: voice.lang, rate: 0.9, onboundary, onend: done, onerror: done });
    speech.speak(utterance);
  });
}

function show(isReading) {
  for (const button of buttons) {
    button.setAttribute("aria-pressed", String(isReading));
    button.textContent = isReading ? button.dataset.stop : button.dataset.start;
  }
}

let reading = null;

function stop() {
  reading = null;
  speech.cancel();
  darken();
  show(false);
}

async function readParagraph(part, voice, mine) {
  const isOn = () => reading === mine;
  part.classList.toggle("being-read", !lights);
  for (const sentence of sentences(script(part))) {
    if (!isOn()) break;
    await say(sentence, voice, isOn);
  }
  part.classList.remove("being-read");
}

async function read(place) {
  const mine = (reading = Symbol("reading"));
  const voice = mandarin();
  show(true);
  for (const part of paragraphs(place)) {
    if (reading !== mine) return;
    await readParagraph(part, voice, mine);
  }
  if (reading === mine) stop();
}

function offer() {
  for (const button of buttons) button.hidden = !mandarin();
}

if (buttons.length && speech) {
  for (const button of buttons) {
    const dialog = button.closest("dialog");
    const named = button.dataset.readAloud && document.getElementById(button.dataset.readAloud);
    button.addEventListener("click", () => (reading ? stop() : read(dialog ?? (named || document.querySelector("main")))));
    for (const kind of ["close", "submit"]) dialog?.addEventListener(kind, stop); // what was read is gone
  }
  speech.addEventListener("voiceschanged", offer);
  window.addEventListener("pagehide", stop);
  offer();
}
