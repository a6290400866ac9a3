// The buttons of a character's page: its strokes one after the other, slowly, or one at a time.

import { write } from "./writer.js";

const square = document.getElementById("hanzi-square");
const said = document.getElementById("hanzi-said");
const SPEED = { play: 1, slow: 0.35, step: 0.7 };
const PAUSE_MS = { play: 350, slow: 900, step: 0 };

let drawing = null; // what a newer press of a button makes void
let next = 0; // the stroke that a press of "one stroke" writes

function say(words, filled = {}) {
  said.textContent = Object.entries(filled).reduce((text, [name, value]) => text.replace(`{${name}}`, value), words);
}

async function begin(kind) {
  const writer = await write(square, {
    showCharacter: false,
    strokeAnimationSpeed: SPEED[kind],
  });
  const { strokes } = await writer.getCharacterData();
  return { writer, kind, total: strokes.length };
}

async function draw(mine, number) {
  say(said.dataset.stroke, { number: number + 1, total: mine.total });
  await mine.writer.animateStroke(number);
}

async function drawAll(kind) {
  const mine = (drawing = await begin(kind));
  next = 0;
  for (let number = 0; number < mine.total; number += 1) {
    if (drawing !== mine) return;
    await draw(mine, number);
    await new Promise((done) => setTimeout(done, PAUSE_MS[kind]));
  }
}

async function drawOne() {
  if (drawing?.kind !== "step" || next === drawing.total) {
    drawing = await begin("step");
    next = 0;
  }
  await draw(drawing, next++);
}

for (const button of document.querySelectorAll("[data-draw]")) {
  const kind = button.dataset.draw;
  button.addEventListener("click", async () => {
    try {
      await (kind === "step" ? drawOne() : drawAll(kind));
    } catch {
      say(said.dataset.failed);
    }
  });
}
document.getElementById("hanzi-buttons").hidden = false;
