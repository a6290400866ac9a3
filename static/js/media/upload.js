// The page that sends videos: files are picked or dropped, each becomes a row, two at a time are on their way. Without
// this module the form is an ordinary one for one file.

import { Row, forgetTitle } from "./upload-row.js";
import { bytes, fill } from "./upload-words.js";

const AT_ONCE = 2;

const form = document.querySelector("form[data-upload]");
const panel = form.querySelector("[data-panel]");
const list = panel.querySelector("[data-rows]");
const template = document.querySelector("template[data-row]");
const input = form.querySelector("input[type=file]:not([data-folder])");
const rows = [];

const limit = Number(form.dataset.maxBytes);
const suffixes = input.accept.split(",").filter((one) => one.startsWith("."));

const isVideo = ({ name, type }) =>
  type.startsWith("video/") || !name.includes(".") || suffixes.some((one) => name.toLowerCase().endsWith(one));

const refusalOf = (file) => {
  const words = template.dataset;
  if (!file.size) return words.wordsEmpty;
  if (file.size > limit) return fill(words.wordsTooBig, { size: bytes(file.size), limit: bytes(limit) });
  if (!isVideo(file)) return words.wordsNoVideo;
  return rows.some((row) => isSame(row.file, file)) ? words.wordsTwice : "";
};

const isSame = (one, other) =>
  one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;

// What the server says was begun before; by name, size and date it is the same file.
const takeKnown = (file) => {
  const { name, size, lastModified } = file;
  for (const item of panel.querySelectorAll("[data-upload-url]")) {
    const { uploadUrl, percent, ...its } = item.dataset;
    if (its.name === name && Number(its.size) === size && Number(its.modified) === lastModified) {
      removeKnown(item);
      return { url: uploadUrl, percent: Number(percent) };
    }
  }
};

const removeKnown = (item) => {
  const section = item.closest("[data-unfinished]");
  item.remove();
  if (!section.querySelector("li")) section.remove();
};

const headers = () => ({
  "X-CSRFToken": form.elements.csrfmiddlewaretoken.value,
  "X-Requested-With": "XMLHttpRequest",
});

const page = {
  endpoint: form.dataset.uploadsUrl,
  headers,
  changed: () => queueMicrotask(pump),
  removed: (row) => {
    rows.splice(rows.indexOf(row), 1);
    pump();
  },
  forget: (url) => {
    forgetTitle(url);
    fetch(url, { method: "DELETE", headers: { ...headers(), "Tus-Resumable": "1.0.0" } }).catch(() => {});
  },

  // Sends the form with what has arrived: {url} of the video, {later: true} to ask again, {sentence} to tell.
  async save(row) {
    const said = new FormData(form);
    said.delete("file");
    said.set("title", row.title.value.trim());
    said.set("upload", row.url.split("/").filter(Boolean).at(-1));
    if (rows.length > 1 || form.dataset.next) said.set("several", "1");
    try {
      const request = { method: "POST", body: said, headers: { ...headers(), Accept: "application/json" } };
      const response = await fetch(form.action, request);
      if ([401, 403].includes(response.status)) return { sentence: template.dataset.wordsSignedOut };
      const answer = await response.json().catch(() => ({}));
      if (answer.url) return answer;
      // 423: it is being saved already.
      return { sentence: showErrors(answer.errors ?? {}), later: [423, 502, 503, 504].includes(response.status) };
    } catch {
      return { later: true };
    }
  },
};

// Beside the field where there is one; else for the row.
const showErrors = (errors) => {
  for (const place of form.querySelectorAll("[data-error]")) place.hidden = true;
  const [[name, messages] = []] = Object.entries(errors);
  const place = name && form.querySelector(`[data-field="${name}"] [data-error]`);
  if (place) [place.textContent, place.hidden] = [messages[0], false];
  return messages?.[0] ?? "";
};

const canStart = () => !rows.length || rows.some(({ state }) => ["ready", "stopped"].includes(state));

const pump = () => {
  const free = AT_ONCE - rows.filter(({ isMoving }) => isMoving).length;
  const waiting = rows.filter(({ state }) => state === "waiting");
  for (const row of waiting.slice(0, Math.max(0, free))) row.start();
  form.querySelector("[type=submit]").disabled = !canStart();
  if (form.dataset.next) showNext();
  else if (rows.length === 1 && rows[0].state === "saved") location.assign(rows[0].videoUrl);
};

// On a page that has something in mind with the videos: the way on, once none is on its way any more.
const showNext = () => {
  const saved = rows.filter(({ state }) => state === "saved");
  const isOver = saved.length > 0 && rows.every(({ state }) => ["saved", "stopped", "refused"].includes(state));
  const numbers = saved.map(({ url }) => ["upload", url.split("/").filter(Boolean).at(-1)]);
  const place = form.querySelector("[data-next]");
  place.hidden = !isOver;
  place.querySelector("a").href = `${form.dataset.next}?${new URLSearchParams(numbers)}`;
  if (isOver && saved.length === rows.length) location.assign(place.querySelector("a").href);
};

const byName = (one, other) => one.name.localeCompare(other.name, undefined, { numeric: true });

const add = (files) => {
  for (const file of [...files].sort(byName)) {
    const refusal = refusalOf(file);
    const row = new Row({ file, known: refusal ? undefined : takeKnown(file), template, page, refusal });
    rows.push(row);
    list.append(row.element);
  }
  panel.querySelector("[data-nothing]").hidden = true;
};

input.multiple = true;
input.addEventListener("change", () => {
  add([...input.files]);
  input.value = "";
});

const folder = panel.querySelector("[data-folder]");
folder?.addEventListener("change", () => {
  add([...folder.files]);
  folder.value = "";
});

const drop = panel.querySelector("[data-drop]");
for (const name of ["dragenter", "dragover"])
  addEventListener(name, (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    drop.toggleAttribute("data-over", true);
  });
addEventListener("dragleave", ({ relatedTarget }) => relatedTarget || drop.removeAttribute("data-over"));
addEventListener("drop", (event) => {
  if (!event.dataTransfer?.files.length) return;
  event.preventDefault();
  drop.removeAttribute("data-over");
  add([...event.dataTransfer.files]);
});

panel.addEventListener("click", ({ target }) => {
  const item = target.closest("[data-forget]")?.closest("[data-upload-url]");
  if (!item) return;
  page.forget(item.dataset.uploadUrl);
  removeKnown(item);
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  panel.querySelector("[data-nothing]").hidden = rows.length > 0;
  for (const row of rows) {
    if (row.state === "ready") row.queue();
    if (row.state === "stopped") row.retry();
  }
});

addEventListener("beforeunload", (event) => {
  if (rows.some(({ isMoving }) => isMoving)) event.preventDefault();
});

drop.prepend(input);
form.querySelector("[data-field=file]").remove();
form.querySelector("[data-field=title]").remove();
panel.hidden = false;
