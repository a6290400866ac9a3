/* Reads the page's text aloud, a paragraph at a time and sentence by sentence. The sentence being read is lit, and the
   word within it; in browsers that cannot light a stretch of text, the paragraph is.
   A button may name what it reads by its id. While a dialog lies over the page nothing else can be reached: it has a
   button of its own, which reads the dialog; what it shows may be of another page, which `data-page` names. */

import { Sounds, deviceVoice, play, prepare, sayByDevice, stop as silence } from "./voice.js";

const READ = "h1, h2, h3, p, li, dt, dd, figcaption, blockquote, .tian, label, legend";
const LEAVE_OUT =
  "[hidden], .visually-hidden, [aria-hidden='true'], [lang='zh-Latn-pinyin'], .transcript, nav, form:not(.asking), " +
  ".state, .facts";
const SILENT = "[hidden], .visually-hidden, [aria-hidden='true'], rt, script";
const SENTENCE = /[^。！？；!?;]*[。！？；!?;]*[”’」』）]*/gu;
const PIECE = /.{1,90}[，、：,]|.{1,90}/gu; // of a sentence that is longer than a voice says in one breath
const LONGEST = 90; // characters
const DEVICE_RATE = 0.9;
const [HEARD, PASSED_OVER, IN_VAIN] = ["heard", "passed over", "in vain"]; // what comes of a sentence

const buttons = [...document.querySelectorAll("[data-read-aloud]")];
const lights = window.CSS?.highlights;
const segmenter = window.Intl?.Segmenter && new Intl.Segmenter("zh", { granularity: "word" });

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

function sentences(part) {
  const { text, places } = script(part);
  return [...text.matchAll(SENTENCE)]
    .flatMap(({ 0: words, index }) =>
      words.length > LONGEST ? [...words.matchAll(PIECE)].map((piece) => [piece[0], index + piece.index]) : [[words, index]],
    )
    .filter(([words]) => /[\p{L}\p{N}]/u.test(words))
    .map(([words, index]) => {
      const start = index + words.length - words.trimStart().length;
      return { part, text: words.trim(), places: places.slice(start, start + words.trim().length) };
    });
}

/* The word around a place in the text: where it begins, and how long it is; a character where words are not known. */
function wordAround(text, at) {
  const { index = at, segment = text[at] } = segmenter?.segment(text).containing(at) ?? {};
  return { index, length: segment.length };
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

function sayLit({ text, places }, voice, isOn) {
  return sayByDevice(text, voice, DEVICE_RATE, ({ name, charIndex, charLength }) => {
    const word = places.slice(charIndex, charIndex + (charLength || wordAround(text, charIndex).length));
    if (name === "word" && word.length && isOn()) light("read-word", word);
  });
}

/* A sound does not tell its words. But Mandarin takes about as long for each character, and for a comma, as for another:
   the word is the one where that share of the text is over. */
function playLit({ text, places }, address, isOn) {
  return play(address, 1, (share) => {
    const { index, length } = wordAround(text, Math.min(Math.floor(share * text.length), text.length - 1));
    if (isOn()) light("read-word", places.slice(index, index + length));
  });
}

function show(isReading, words = isReading ? "stop" : "start") {
  for (const button of buttons) {
    button.setAttribute("aria-pressed", String(isReading));
    button.textContent = button.dataset[words];
  }
}

let reading = null;

function stop(words = "start") {
  reading = null;
  silence();
  darken();
  show(false, words);
}

/* What is recorded is heard once, with its first sentence; the light is on all of it. */
function recorded(found) {
  const heard = new Set();
  return found.filter(({ part }) => {
    const is = part.dataset.recording && heard.has(part);
    heard.add(part);
    return !is;
  });
}

async function readSentence(sentence, at, voice, sounds, isOn) {
  const recording = sentence.part.dataset.recording;
  let address = recording;
  if (!recording && !voice) {
    show(true, "wait");
    address = await sounds.address(at, isOn);
    if (!isOn() || !address) return address === false ? IN_VAIN : PASSED_OVER;
    show(true);
  }
  darken();
  const said = recording ? script(sentence.part) : sentence;
  light("read-sentence", said.places);
  sentence.part.classList.toggle("being-read", !lights);
  await (address ? playLit(said, address, isOn) : sayLit(said, voice, isOn));
  sentence.part.classList.remove("being-read");
  return HEARD;
}

async function read(place) {
  const mine = (reading = Symbol("reading"));
  const isOn = () => reading === mine;
  const voice = deviceVoice();
  const found = recorded(paragraphs(place).flatMap(sentences));
  const sounds = voice ? null : new Sounds(found.map(({ text }) => text), place.dataset.page);
  if (!voice) prepare();
  show(true);
  const came = new Set();
  try {
    for (let at = 0; isOn() && at < found.length; at += 1) {
      came.add(await readSentence(found[at], at, voice, sounds, isOn));
    }
  } catch {
    came.clear();
  }
  if (isOn()) stop(!came.has(HEARD) ? "busy" : came.has(IN_VAIN) ? "partly" : "start");
}

for (const button of buttons) {
  const dialog = button.closest("dialog");
  const named = button.dataset.readAloud && document.getElementById(button.dataset.readAloud);
  button.addEventListener("click", () => (reading ? stop() : read(dialog ?? (named || document.querySelector("main")))));
  button.hidden = false;
  for (const kind of ["close", "submit"]) dialog?.addEventListener(kind, () => stop()); // what was read is gone
}
window.addEventListener("pagehide", () => stop());
