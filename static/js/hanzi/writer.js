/* A character that is drawn stroke by stroke, or written by the learner: hanzi-writer with the strokes of this site.

   An element is told which by `data-char` and `data-strokes`, the address of its strokes (`college.hanzi.strokes.url`).
   What stands in it, such as a still picture, stays until the strokes are there, and if they never come. */

import HanziWriter from "../../vendor/hanzi-writer/hanzi-writer.min.js";

const loaded = new Map();

/** The strokes at an address: {strokes, medians, radStrokes}. They are asked for once a page. */
export function strokesAt(address) {
  if (!loaded.has(address)) loaded.set(address, fetchStrokes(address));
  return loaded.get(address);
}

async function fetchStrokes(address) {
  try {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${address}: ${response.status}`);
    return await response.json();
  } catch (error) {
    loaded.delete(address); // the next try may be luckier
    throw error;
  }
}

/** hanzi-writer in the element, as large as the element is, in the page's colours. Options are hanzi-writer's own.
    Rejects when the strokes cannot be fetched. */
export async function write(element, options = {}) {
  const data = await strokesAt(element.dataset.strokes);
  const style = getComputedStyle(element);
  const colour = (name) => style.getPropertyValue(name).trim();
  const size = element.clientWidth;
  element.replaceChildren();
  return HanziWriter.create(element, element.dataset.char, {
    charDataLoader: () => data,
    width: size,
    height: size,
    padding: size * 0.08,
    strokeColor: colour("--ink"),
    outlineColor: colour("--line"),
    highlightColor: colour("--accent"),
    drawingColor: colour("--ink"),
    ...options,
  });
}
