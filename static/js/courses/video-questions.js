// Stops the lesson's video at the seconds where a question stands, asks it over the player, and goes on. Only what is
// played through is asked: nobody who jumps or comes back to a later place is stopped for what lies before. Every
// question is asked once a visit and not again once it was answered; each can be left unanswered.

const FETCH_AHEAD = 10; // seconds
const PATIENCE_MS = 8000;

const video = document.getElementById("player");
const dialog = document.getElementById("video-question-dialog");
const links = [...document.querySelectorAll(".video-questions__list a[data-second]")];

const fetchPart = async (url, options = {}) => {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const answer = await fetch(url, { ...options, headers: { "HX-Request": "true" }, signal });
  if (!answer.ok || answer.redirected) throw new Error(`${answer.status}`);
  return answer.text();
};

// What the dialog shows: "asked" (with what the server sent, of that page), "waiting", or "failed".
const show = (name, html = "", page = null) => {
  for (const part of dialog.querySelectorAll("[data-part]")) part.hidden = part.dataset.part !== name;
  const shown = dialog.querySelector(`[data-part="${name}"]`);
  if (name === "asked") shown.innerHTML = html;
  if (page) dialog.dataset.page = page;
  else delete dialog.dataset.page;
  (shown.querySelector("h1") ?? shown.querySelector("[data-go-on]"))?.focus();
};

// Where the page stands that says what an answer was worth, of which only what can be chosen goes into the address.
const worth = (said) => new URLSearchParams([["worth", "1"], ...[...said].filter(([, value]) => /^[0-9]{1,4}$/.test(value))]);

const leaveFullScreen = async () => {
  if (document.fullscreenElement) await document.exitFullscreen().catch(() => {});
  if (video.webkitDisplayingFullscreen) video.webkitExitFullscreen(); // an iPhone shows nothing over its own player
};

const start = () => {
  let ahead = links
    .filter((link) => !("answered" in link.dataset))
    .map((link) => ({ link, second: Number(link.dataset.second), part: null }))
    .sort((one, other) => one.second - other.second);
  let from = null; // up to where it is known what was played through
  let due = []; // the question that is asked, and those that stand at the same place

  const fetched = (question) => {
    question.part ??= fetchPart(question.link.href);
    question.part.catch(() => (question.part = null)); // tried once more when it is its turn
    return question.part;
  };

  const ask = async (question) => {
    show("waiting");
    const html = await fetched(question).catch(() => null);
    if (due[0] !== question) return; // somebody did not wait for it
    if (html) show("asked", html, question.link.pathname);
    else show("failed");
  };

  const stop = async (questions) => {
    due = questions;
    ahead = ahead.filter((question) => !questions.includes(question));
    video.pause();
    await leaveFullScreen();
    dialog.showModal();
    ask(due[0]);
  };

  // The first report comes a moment after the start, past what stands at its very second.
  const setOut = () => {
    from ??= Math.floor(video.currentTime);
  };

  const follow = () => {
    if (due.length || video.seeking) return;
    const [start, to] = [from, video.currentTime];
    from = to;
    // What stands at the very end is asked there.
    const passed = start === null ? [] : ahead.filter(({ second }) => second >= start && (second < to || video.ended));
    if (passed.length) stop(passed);
    else ahead.filter(({ second }) => second >= to && second < to + FETCH_AHEAD).forEach(fetched);
  };

  const goOn = () => {
    due = due.slice(1);
    if (due.length) {
      dialog.showModal();
      ask(due[0]);
      return;
    }
    from = video.currentTime;
    video.focus({ preventScroll: true });
    if (!video.ended) video.play().catch(() => {}); // the browser may want another tap: the player's own button is there
  };

  const send = async (form) => {
    const question = due[0];
    form.querySelector("[type=submit]").disabled = true; // its name and value are not asked for
    const said = new FormData(form);
    const html = await fetchPart(form.action, { method: "POST", body: said }).catch(() => null);
    if (due[0] !== question) return;
    if (!html) return show("failed");
    show("asked", html, `${question.link.pathname}?${worth(said)}`);
    if (dialog.querySelector("form")) return; // nothing was chosen
    question.link.dataset.answered = "";
    question.link.parentElement.querySelector("[data-answered-words]").hidden = false;
  };

  video.addEventListener("play", setOut);
  for (const kind of ["timeupdate", "ended"]) video.addEventListener(kind, follow);
  // A jump, or another form of the video, whose clock stands at zero for a moment.
  for (const kind of ["seeking", "emptied"]) video.addEventListener(kind, () => (from = null));
  video.addEventListener("seeked", () => (from = video.currentTime));
  dialog.addEventListener("close", goOn);
  dialog.addEventListener("click", (event) => {
    if (!event.target.closest("[data-go-on]")) return;
    event.preventDefault();
    dialog.close();
  });
  dialog.addEventListener("submit", (event) => {
    event.preventDefault();
    send(event.target);
  });
};

if (video && dialog && links.length) start();
