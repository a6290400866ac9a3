// Ties the player of a lesson to the learner's progress: resumes, reports what was played, says how far it is.

import { Outbox } from "./outbox.js";
import { Played } from "./played.js";

const EVERY_MS = 10000;

const config = document.getElementById("watch")?.dataset;
const video = document.getElementById("player");

const resume = () => {
  const asked = /[#&?]t=/.test(location.hash + location.search); // a link into the video goes before
  const position = Number(config.position);
  if (!asked && position && video.currentTime < 1) video.currentTime = position;
};

const show = (selector, isShown) => {
  for (const element of document.querySelectorAll(selector)) element.hidden = !isShown;
};

const say = (selector, words) => {
  const element = document.querySelector(selector);
  if (element && element.textContent !== words) element.textContent = words;
};

const showShare = (share) => {
  const percent = Math.floor(share * 100);
  const words = config.words.replace("{percent}", percent);
  document.querySelector("[data-watch-meter]").value = percent;
  if (share * 100 >= Number(config.required)) show("[data-still=watch]", false);
  say("[data-watch-words]", words);
  if (percent >= Number(config.spoken ?? 0) + 25) {
    config.spoken = percent - (percent % 25); // each quarter is announced, not each tenth second
    say("[data-watch-spoken]", words);
  }
};

const showDone = ({ completed, course_completed: isCourseDone }) => {
  if (!completed) return;
  const done = document.getElementById("lesson-done");
  show("[data-watch-rule], [data-lesson-still]", false);
  show("[data-watch-course-done]", isCourseDone);
  show("[data-watch-course-goes-on]", !isCourseDone);
  document.querySelector(".watching .meter")?.classList.add("meter--done");
  if (!done?.hidden) return;
  done.hidden = false;
  say("[data-watch-spoken]", done.querySelector("h2").textContent);
};

const onTrouble = (reason, isOurs) => {
  if (!isOurs) return; // of a page of another day
  const isStale = ["bad-token", "stale-token", "gone", "moved", "video-changed"].includes(reason);
  say("[data-watch-note]", isStale ? config.wordsStale : reason === "offline" ? config.wordsOffline : "");
};

const start = () => {
  const played = new Played(video, Number(config.duration));
  const onAnswer = (answer) => {
    say("[data-watch-note]", "");
    showShare(answer.share);
    showDone(answer);
  };
  const outbox = new Outbox({ url: config.url, token: config.token, onAnswer, onTrouble });
  let reported = null;

  const collected = (hand) => {
    const ranges = played.take();
    const position = Math.round(played.now() * 10) / 10;
    if (!ranges.length && (reported === null || position === reported)) return undefined;
    reported = position;
    return hand(ranges, position);
  };
  const report = async () => {
    await collected((...what) => outbox.add(...what));
    outbox.send();
  };
  const leave = () => {
    played.advance();
    collected((...what) => outbox.leave(...what));
  };

  setInterval(() => (video.paused ? undefined : report()), EVERY_MS);
  for (const kind of ["pause", "ended"]) video.addEventListener(kind, report);
  addEventListener("online", () => outbox.send());
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : outbox.send()));
  if (video.readyState >= HTMLMediaElement.HAVE_METADATA) resume();
  else video.addEventListener("loadedmetadata", resume, { once: true });
  outbox.send();
};

if (config && video) start();
