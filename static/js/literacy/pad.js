/* The writing pad: a character is watched, traced over, or written from memory.

   It forgives a trembling hand, hints after two misses, and lets a stroke pass after five: nobody is stuck, and nothing
   is ever marked wrong. What was written is told to nobody; the form below it says that it was. */

import { write } from "../hanzi/writer.js";

const LENIENCY = 1.6;
const HINT_AFTER = 2;
const PASS_AFTER = 5;
const pad = document.getElementById("pad");
const said = document.getElementById("pad-said");
const { mode } = pad.dataset;

function say(words, filled = {}) {
  said.classList.toggle("writing__said--done", words === said.dataset.done);
  said.textContent = Object.entries(filled).reduce((text, [name, value]) => text.replace(`{${name}}`, value), words);
}

async function watch() {
  const writer = await write(pad, { showCharacter: false, strokeAnimationSpeed: 0.6, delayBetweenStrokes: 500 });
  say("");
  await writer.animateCharacter();
  return writer;
}

async function quiz() {
  const writer = await write(pad, { showCharacter: false, showOutline: mode === "trace", drawingWidth: 28 });
  say(mode === "trace" ? said.dataset.go : said.dataset.free);
  await writer.quiz({
    leniency: LENIENCY,
    showHintAfterMisses: HINT_AFTER,
    markStrokeCorrectAfterMisses: PASS_AFTER,
    onMistake: ({ mistakesOnStroke }) => say(mistakesOnStroke < HINT_AFTER ? said.dataset.again : said.dataset.hint),
    onCorrectStroke: ({ strokeNum, strokesRemaining }) =>
      say(said.dataset.stroke, { number: strokeNum + 1, left: strokesRemaining }),
    onComplete: () => say(said.dataset.done),
  });
}

async function show() {
  await watch();
  if (mode !== "watch") await quiz();
}

async function attempt(action) {
  try {
    await action();
  } catch {
    say(said.dataset.failed);
  }
}

if (mode) {
  for (const button of document.querySelectorAll("[data-pad]")) {
    button.addEventListener("click", () => attempt(button.dataset.pad === "watch" ? show : quiz));
  }
  document.getElementById("pad-tools").hidden = false;
  attempt(mode === "watch" ? show : quiz);
}
