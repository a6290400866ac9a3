// The list of chapters beside the player: play from a row, add one where the player stands.

import { clock } from "./clock.js";

const player = document.getElementById("player");
const form = document.querySelector("[data-chapters]");
const rows = form?.querySelector("[data-rows]");
const total = form?.querySelector("[name$=TOTAL_FORMS]");
const pattern = document.querySelector("template[data-row]");

const seconds = (typed) => {
  const parts = typed.replaceAll("：", ":").split(":").map(Number);
  return parts.some(Number.isNaN) ? NaN : parts.reduce((sum, part) => sum * 60 + part, 0);
};

const startOf = (row) => row.querySelector("[name$=start]");

const newRow = () => {
  const empty = [...rows.children].find((row) => ![...row.querySelectorAll("input[type=text]")].some((input) => input.value));
  if (empty) return empty;
  const html = pattern.innerHTML.replaceAll("__prefix__", total.value);
  rows.insertAdjacentHTML("beforeend", html);
  total.value = Number(total.value) + 1;
  return rows.lastElementChild;
};

// A row stands where its time puts it; the server sorts by time in any case.
const putInOrder = (row) => {
  const at = seconds(startOf(row).value);
  const next = [...rows.children].find((other) => other !== row && (startOf(other).value === "" || seconds(startOf(other).value) > at));
  rows.insertBefore(row, next ?? null);
};

const add = () => {
  const row = newRow();
  startOf(row).value = clock(player.currentTime);
  putInOrder(row);
  showPlayButtons();
  row.querySelector("[name$=title]").focus();
};

const play = (row) => {
  const at = seconds(startOf(row).value || "-");
  if (Number.isNaN(at)) return;
  player.currentTime = at;
  player.play().catch(() => {}); // the browser may want another tap: the player's own button is there
};

const showPlayButtons = () => {
  for (const button of rows.querySelectorAll("[data-play]")) button.hidden = false;
};

if (player && form) {
  const button = form.querySelector("[data-add]");
  button.hidden = false;
  button.addEventListener("click", add);
  rows.addEventListener("click", (event) => {
    const row = event.target.closest("[data-play]")?.closest("[data-chapter]");
    if (row) play(row);
  });
  showPlayButtons();
}
