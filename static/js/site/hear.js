/* Buttons that say a character, a word or a sentence slowly. */

import { Sounds, deviceVoice, play, prepare, sayByDevice, stop } from "./voice.js";

const DEVICE_RATE = 0.7;
const WORKER_RATE = 0.85;

let current = null; // the button that speaks

async function hear(button, isOn, show) {
  const voice = deviceVoice();
  if (button.dataset.recording) return play(button.dataset.recording);
  if (voice) return sayByDevice(button.dataset.say, voice, DEVICE_RATE);
  prepare();
  show(button.dataset.wait);
  const address = await new Sounds([button.dataset.say]).address(0, isOn);
  if (!isOn()) return null;
  if (!address) throw new Error("It cannot be said");
  show();
  return play(address, WORKER_RATE);
}

async function press(button) {
  const label = button.querySelector("[data-label]");
  const mine = (current = Symbol("hearing"));
  const isOn = () => current === mine;
  stop();
  button.dataset.label ??= label.textContent;
  const show = (text = button.dataset.label) => (label.textContent = text);
  try {
    show();
    await hear(button, isOn, show);
    show();
  } catch {
    show(button.dataset.busy);
  }
}

for (const button of document.querySelectorAll("[data-say]")) {
  button.addEventListener("click", () => press(button));
  button.hidden = false;
}
window.addEventListener("pagehide", stop);
