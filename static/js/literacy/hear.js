/* Buttons that say a character, a word or a sentence slowly; they show where the device has a Mandarin voice. */

const speech = window.speechSynthesis;
const buttons = [...document.querySelectorAll("[data-say]")];

function mandarin() {
  const voices = speech.getVoices().filter((voice) => /^(zh|cmn)([-_](CN|Hans|SG)|$)/i.test(voice.lang));
  return voices.find((voice) => voice.localService) ?? voices[0];
}

function say(text) {
  const utterance = new SpeechSynthesisUtterance(text);
  const voice = mandarin();
  Object.assign(utterance, { voice, lang: voice.lang, rate: 0.7 });
  speech.cancel();
  speech.speak(utterance);
}

function offer() {
  for (const button of buttons) button.hidden = !mandarin();
}

if (buttons.length && speech) {
  for (const button of buttons) button.addEventListener("click", () => say(button.dataset.say));
  speech.addEventListener("voiceschanged", offer);
  window.addEventListener("pagehide", () => speech.cancel());
  offer();
}
