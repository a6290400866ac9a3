// The page that sends a course's file: in pieces, so that a network that breaks costs little. Without this module the
// form is an ordinary one.

import { Row } from "../media/upload-row.js";
import { bytes, fill } from "../media/upload-words.js";

const form = document.querySelector("form[data-archive]");
const input = form.querySelector("input[type=file]");
const list = form.querySelector("[data-rows]");
const refusal = form.querySelector("[data-refusal]");
const submit = form.querySelector("[type=submit]");
const template = document.querySelector("template[data-row]");
const limit = Number(form.dataset.maxBytes);
let row;

const headers = () => ({
  "X-CSRFToken": form.elements.csrfmiddlewaretoken.value,
  "X-Requested-With": "XMLHttpRequest",
});

const say = (sentence) => {
  refusal.textContent = sentence;
  refusal.hidden = !sentence;
};

const page = {
  endpoint: form.dataset.uploadsUrl,
  headers,
  changed: (changed) => {
    submit.disabled = changed.isMoving;
    if (changed.state === "saved") location.assign(changed.videoUrl);
  },
  removed: () => {
    row = undefined;
    input.disabled = submit.disabled = false;
  },
  forget: (url) =>
    void fetch(url, { method: "DELETE", headers: { ...headers(), "Tus-Resumable": "1.0.0" } }).catch(() => {}),

  // Tells the form what has arrived: {url} of where to look, {later: true} to ask again, {sentence} to tell.
  async save({ url }) {
    const said = new FormData();
    said.set("upload", url.split("/").filter(Boolean).at(-1));
    try {
      const request = { method: "POST", body: said, headers: { ...headers(), Accept: "application/json" } };
      const response = await fetch(location.pathname, request);
      if ([401, 403].includes(response.status)) return { sentence: template.dataset.wordsSignedOut };
      const answer = await response.json().catch(() => ({}));
      if (answer.url) return answer;
      return { sentence: answer.errors?.file?.[0], later: [423, 502, 503, 504].includes(response.status) };
    } catch {
      return { later: true };
    }
  },
};

form.addEventListener("submit", (event) => {
  const [file] = input.files;
  if (event.submitter && event.submitter !== submit) return;
  event.preventDefault();
  if (!file) return say(input.validationMessage);
  if (row) return row.state === "stopped" ? row.retry() : undefined;
  say("");
  if (!file.size) return say(template.dataset.wordsEmpty);
  if (file.size > limit) return say(fill(template.dataset.wordsTooBig, { size: bytes(file.size), limit: bytes(limit) }));
  row = new Row({ file, template, page });
  list.replaceChildren(row.element);
  input.disabled = true;
  row.start();
});

addEventListener("beforeunload", (event) => {
  if (row?.isMoving) event.preventDefault();
});
