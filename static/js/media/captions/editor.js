// The transcript editor: lines, player and server put together. What each does is in its own module.

import { written } from "./clock.js";
import { choose } from "./conflict.js";
import { Find } from "./find.js";
import { LineForm } from "./form.js";
import { Keeping } from "./keeping.js";
import { bind } from "./keys.js";
import { Playing } from "./playing.js";
import { Rows, isDoubtful } from "./rows.js";
import { Sending } from "./sending.js";
import { Steps } from "./steps.js";
import { Strip } from "./strip.js";
import { Transcript, isRefused } from "./transcript.js";
import { say } from "./words.js";

const HANDS_OFF_MS = 5_000; // after the person has scrolled the lines, these stay where they are
const STEP_MS = 2_000;
const MARGIN_PX = 12;
const RETRY_MS = 4_000;
const LOOK_FOR_ORPHANS_MS = 10_000;
const KEPT_HERE = new Set(["offline", "trouble", "signedOut"]); // states that say so
const TOLD_ALOUD = new Set([...KEPT_HERE, "unkept", "unreachable", "choosing", "refused"]);

const page = document.getElementById("captions");
if (page) start();

function start() {
  const set = page.dataset;
  const limits = Object.fromEntries(["doubtful", "width", "lines", "shortest", "longest", "duration"].map((name) => [name, Number(set[name])]));
  const find = (name) => page.querySelector(`[data-${name}]`);

  const transcript = new Transcript();
  const list = find("list");
  const rows = new Rows(list, limits);
  const form = new LineForm(transcript, rows, limits);
  const playing = new Playing(document.getElementById("player"), set.language);
  const strip = new Strip(find("strip"), transcript, playing);
  const keeping = new Keeping(set.kept);
  const sending = new Sending(transcript, { cues: set.cues, change: set.change, undo: set.undo }, set.csrf);
  const steps = new Steps({ transcript, form, playing, limits, go });
  const search = new Find(transcript, (lines, after) => steps.replace(lines, after));
  let scrolledAt = -Infinity;
  let isRestored = false; // before, there is something kept that this page does not know yet

  // ---- what changes is shown, kept and sent

  transcript.addEventListener("change", ({ detail: { renamed } }) => {
    const focused = document.activeElement;
    rows.show(transcript.lines, renamed);
    form.follow(renamed);
    if (form.form.contains(focused)) focused.focus({ preventScroll: true }); // a row that moves loses it
    find("none").hidden = transcript.lines.length > 0;
    const doubtful = transcript.lines.filter((line) => isDoubtful(line, limits)).length;
    find("count").textContent = [say("lines", { count: transcript.lines.length }), doubtful ? say("doubtful", { count: doubtful }) : say("sure")].join(" · ");
    find("count").classList.toggle("captions__count--doubtful", doubtful > 0);
    keep();
    mark();
    strip.draw();
    if (sending.waiting.some((change) => !change.isSent)) sending.soon();
  });

  const keep = () => isRestored && keeping.keep(form.unsaved());

  list.addEventListener("typed", () => {
    keep();
    tellState("unsaved");
  });

  const tellState = (now) => {
    const place = page.querySelector(".captions__state");
    const state = KEPT_HERE.has(now) && !keeping.isKept ? "unkept" : now;
    if (place.dataset.state === state) return;
    place.dataset.state = state;
    place.textContent = say(state);
    find("aloud").textContent = TOLD_ALOUD.has(state) ? say(state) : "";
  };

  const unsaved = () => (transcript.changes.some(isRefused) ? "refused" : form.isDirty && "unsaved");

  sending.addEventListener("state", ({ detail: state }) => tellState((state === "saved" && unsaved()) || state));
  sending.addEventListener("settled", ({ detail: { correction } }) => steps.remember(correction));
  sending.addEventListener("news", ({ detail: news }) => tellNews(news));
  sending.addEventListener("invalid", ({ detail: { change, message } }) => {
    transcript.refuse(change, message);
    const line = change.after.find(({ refusal }) => refusal);
    const isElsewhere = form.id !== line?.id && (form.isDirty || form.form.contains(document.activeElement));
    if (!line || isElsewhere) tellTrouble(line ? `${written(line.start_ms)} ${message}` : message);
    else form.open(line.id);
  });
  sending.addEventListener("conflict", async ({ detail: { change, cues } }) => {
    tellState("choosing");
    const choice = await choose(change, cues);
    transcript.learnStanding(change, cues, choice);
    sending.isPaused = false;
    sending.soon();
  });

  function tellNews(news) {
    for (const { ids, who } of news) rows.blame(ids, who);
    const { who, kind, ids } = news[0];
    tellTrouble(say("news", { who, kind, count: Math.max(ids.length, 1) }));
  }

  function tellTrouble(sentence) {
    Object.assign(find("news"), { textContent: sentence, hidden: false });
  }

  // ---- where one is

  function go(id, { seek = true, focus = true } = {}) {
    const line = transcript.at(id);
    if (!line) return;
    form.open(id, { focus });
    if (seek) playing.seek(line.start_ms);
    scroll(rows.row(id));
    mark();
  }

  // Only the lines move, never the page. What was not laid out yet may be higher than thought: so twice.
  function scroll(row) {
    for (const wait of [(now) => now(), requestAnimationFrame]) wait(() => bringIntoView(row));
  }

  function bringIntoView(row) {
    if (!row?.isConnected) return;
    const [inside, outside] = [row.getBoundingClientRect(), list.getBoundingClientRect()];
    if (inside.top < outside.top) list.scrollTop -= outside.top - inside.top + MARGIN_PX;
    else if (inside.bottom > outside.bottom) list.scrollTop += inside.bottom - outside.bottom + MARGIN_PX;
  }

  function mark() {
    const spoken = transcript.spokenAt(playing.ms);
    const row = spoken && rows.row(spoken.id);
    const before = list.querySelector(".line--spoken");
    playing.caption(spoken);
    strip.current = form.id ?? spoken?.id;
    if (before === row) return;
    before?.classList.remove("line--spoken");
    row?.classList.add("line--spoken");
    const isFree = !form.form.contains(document.activeElement) && performance.now() - scrolledAt > HANDS_OFF_MS;
    if (isFree && !playing.player?.paused) scroll(row);
  }

  for (const kind of ["timeupdate", "seeked"]) playing.player?.addEventListener(kind, mark);
  for (const kind of ["wheel", "touchmove"]) list.addEventListener(kind, () => (scrolledAt = performance.now()), { passive: true });
  list.addEventListener("click", ({ target }) => {
    const row = target.closest(".line");
    const id = row && idOf(row);
    if (target.closest("[data-time]")) {
      go(id, { focus: false });
      playing.play();
    } else if (target.closest("[data-text]")) go(id);
  });
  list.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || !form.form.contains(event.target)) return;
    if (event.target.matches("button")) return;
    event.preventDefault();
    if (form.commit()) steps.move(1);
  });

  const idOf = ({ dataset: { id } }) => (id.startsWith("new-") ? id : Number(id));

  // ---- what can be done, by buttons and by keys

  bind(page.querySelector("[role=toolbar]"), {
    back: () => playing.seek(playing.ms - STEP_MS),
    forward: () => playing.seek(playing.ms + STEP_MS),
    play: () => playing.toggle(),
    playLine: () => steps.playLine(),
    previous: () => steps.move(-1),
    next: () => steps.move(1),
    nextDoubtful: () => steps.nextDoubtful(),
    approve: () => steps.approve(),
    startNow: () => form.line && form.setTime("start", playing.ms),
    endNow: () => form.line && form.setTime("end", playing.ms),
    split: () => steps.split(),
    merge: () => steps.merge(),
    insert: () => steps.insert(),
    remove: () => steps.remove(),
    unrepair: () => form.unrepair(),
    find: () => {
      if (form.commit()) search.open(getSelection().toString());
    },
    undo: () => steps.undo(sending, tellTrouble),
    redo: () => steps.redo(sending, tellTrouble),
    help: () => document.getElementById("captions-help").showModal(),
  });

  addEventListener("pagehide", () => {
    form.commit();
    keep();
  });

  // ---- to work

  strip.load(set.levels);
  begin();

  async function begin() {
    try {
      await sending.load();
    } catch ({ state }) {
      tellState(state === "signedOut" ? state : "unreachable");
      setTimeout(begin, RETRY_MS);
      return;
    }
    restore({ own: true });
    setInterval(() => {
      keep();
      restore({ own: false });
    }, LOOK_FOR_ORPHANS_MS);
    const [, seconds] = /^#t=([\d.]+)$/.exec(location.hash) ?? [];
    const first = seconds ? transcript.spokenAt(Number(seconds) * 1000) : transcript.lines[0];
    if (first) go(first.id, { focus: false, seek: Boolean(seconds) });
    sending.soon();
  }

  /** They may have arrived before the page went: so they are sent again as they were, or not at all. */
  function restore(where) {
    const left = keeping.left(where);
    isRestored = true;
    for (const change of left) {
      const after = change.after.map((line) => ({ ...line, refusal: null }));
      transcript.change({ ...change, after, isHeld: false, isSent: true });
    }
    if (left.length) sending.soon();
  }
}
