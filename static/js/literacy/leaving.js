/* Tells the server when the page is left, so that the photo goes. Keeping it, or other pinyin, is not leaving. */

const form = document.getElementById("leaving");
let stays = false;

for (const staying of document.querySelectorAll("form[data-stays]")) {
  staying.addEventListener("submit", () => (stays = true));
}

window.addEventListener("pageshow", () => (stays = false));
window.addEventListener("pagehide", () => {
  if (!stays) navigator.sendBeacon(form.action, new FormData(form));
});
