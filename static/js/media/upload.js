// Sends the upload form with a progress bar. Without this module the form is an ordinary one.

const form = document.querySelector("form[data-upload]");

if (form) {
  const input = form.querySelector("input[type=file]");
  const bar = form.querySelector("progress");
  const panel = form.querySelector("[data-progress]");
  const said = form.querySelector("[data-said]");
  const button = form.querySelector("button[type=submit]");
  let isSending = false;

  const bytes = (count) =>
    count < 1e9 ? `${(count / 1048576).toFixed(count < 1e7 ? 1 : 0)} MB` : `${(count / 1073741824).toFixed(1)} GB`;
  const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  const showError = (name, message) => {
    const place = form.querySelector(`[data-field="${name}"] [data-error]`);
    if (place) [place.textContent, place.hidden] = [message, !message];
    else if (message) say(message);
  };

  const say = (message) => {
    panel.hidden = false;
    said.textContent = message;
  };

  const setSending = (sending) => {
    isSending = sending;
    button.disabled = sending;
    bar.hidden = !sending;
  };

  const isTooBig = () => {
    const file = input.files[0];
    const tooBig = file && file.size > Number(input.dataset.maxBytes);
    showError("file", tooBig ? fill(input.dataset.tooBig, { size: bytes(file.size) }) : "");
    return tooBig;
  };

  const onAnswer = (request) => {
    const answer = request.response;
    if (request.status < 300 && answer?.url) {
      isSending = false;
      location.assign(answer.url);
      return;
    }
    setSending(false);
    panel.hidden = true;
    if (!answer?.errors) say(form.dataset.broken);
    else for (const [name, messages] of Object.entries(answer.errors)) showError(name, messages[0]);
  };

  const send = () => {
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => {
      bar.value = Math.floor((100 * loaded) / total);
      const values = { percent: bar.value, sent: bytes(loaded), total: bytes(total) };
      say(loaded < total ? fill(form.dataset.uploading, values) : form.dataset.saving);
    };
    request.onload = () => onAnswer(request);
    request.onerror = () => {
      setSending(false);
      say(form.dataset.broken);
    };
    setSending(true);
    request.send(new FormData(form));
  };

  input.addEventListener("change", isTooBig);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (isSending || isTooBig()) return;
    for (const place of form.querySelectorAll("[data-error]")) place.hidden = true;
    send();
  });
  addEventListener("beforeunload", (event) => {
    if (isSending) event.preventDefault();
  });
}
