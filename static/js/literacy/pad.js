/* The writing pad: a character is watched, traced over, or written from memory.

   It forgives a trembling hand, hints after two misses, and lets a stroke pass after five: nobody is stuck, and nothing
   is ever marked wrong. What was written is told to nobody; the form below it says that it was. */

import { write } from "../hanzi/writer.js";

const LENIENCY = 1.6;
const HINT_AFTER = 2;
const PASS_AFTER = 5;
const PEN_PX = 16;
const pad = document.getElementById("pad");
const said = document.getElementById("pad-said");
const { mode } = pad.dataset;

let latest = null; // what a newer press of a button makes void

function say(words, filled = {}) {
  said.classList.toggle("writing__said--done", words === said.dataset.done);
  said.textContent = Object.entries(filled).reduce((text, [name, value]) => text.replace(`{${name}}`, value), words);
}

async function watch(mine) {
  const writer = await write(pad, { showCharacter: false, strokeAnimationSpeed: 0.7, delayBetweenStrokes: 400 });
  if (latest !== mine) return;
  say("");
  await writer.animateCharacter();
  if (latest === mine && mode !== "watch") await begin(mine);
}

async function begin(mine) {
  const writer = await write(pad, { showCharacter: false, showOutline: mode === "trace", drawingWidth: PEN_PX });
  if (latest !== mine) return;
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

async function run(action) {
  const mine = (latest = Symbol(mode));
  try {
    await action(mine);
  } catch {
    say(said.dataset.failed);
  }
}

if (mode) {
  for (const button of document.querySelectorAll("[data-pad]")) {
    button.addEventListener("click", () => run(button.dataset.pad === "watch" ? watch : begin));
  }
  document.getElementById("pad-tools").hidden = false;
  run(mode === "watch" ? watch : begin);
}
