// The page around a package: opens its parts in a frame that can reach nothing of the college, and takes what they report
// to the server. What cannot be sent waits on the device, for the next time this page is opened if need be.

import { Reports } from "./reports.js";

const stage = document.querySelector("[data-package]");
const words = stage ? JSON.parse(stage.querySelector("script").textContent) : {};

const part = (name) => stage.querySelector(`[data-package-${name}]`);

const say = (text, isTrouble = false) => {
  const note = part("note");
  if (note.textContent !== text) note.textContent = text;
  note.classList.toggle("package__note--trouble", isTrouble);
};

const show = (selector, isShown) => {
  for (const element of document.querySelectorAll(selector)) element.hidden = !isShown;
};

class Stage {
  constructor() {
    this.launch = null;
    const { url, token } = stage.dataset;
    this.reports = token ? new Reports({ url, token, onAnswer: (answer) => this.show(answer), onState: (state) => this.state(state) }) : null;
    for (const button of stage.querySelectorAll("[data-package-open]")) {
      button.addEventListener("click", () => this.open(button));
      button.disabled = button.dataset.isOpen === "false";
    }
    part("close").addEventListener("click", () => this.close());
    part("large").addEventListener("click", () => this.enlarge(!stage.classList.contains("package--large")));
    addEventListener("message", (event) => this.hear(event));
    addEventListener("pagehide", () => this.reports?.leave());
    document.addEventListener("visibilitychange", () => (document.hidden ? this.reports?.leave() : this.reports?.send()));
    addEventListener("online", () => this.reports?.send());
    document.addEventListener("click", (event) => this.leaveByLink(event));
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.enlarge(false));
    this.reports?.send();
  }

  async open(button) {
    if (this.launch) await this.close();
    say(words.opening);
    const opened = this.reports ? await this.reports.open(button.dataset.packageOpen) : { client: "trial", values: JSON.parse(button.dataset.values) };
    if (!opened) return say(words.offline, true);
    if (opened.reason) return say(words.stale, true);
    this.launch = { client: opened.client, button };
    const frame = document.createElement("iframe");
    frame.name = JSON.stringify({ mingliang: opened.client, values: opened.values, close: words.close });
    frame.title = button.dataset.title;
    frame.setAttribute("sandbox", stage.dataset.sandbox);
    frame.setAttribute("allow", "fullscreen; autoplay");
    frame.src = button.dataset.address;
    part("frame").replaceChildren(frame);
    part("title").textContent = button.dataset.title;
    part("play").hidden = false;
    part("list").hidden = true;
    say(this.reports ? words.keeps : words.trial);
    if (matchMedia("(width < 700px)").matches) this.enlarge(true);
    frame.focus();
    if (!stage.classList.contains("package--large")) part("play").scrollIntoView({ block: "nearest" });
    return undefined;
  }

  // Nobody else's window speaks for the package. Its last words, which it says while its page goes, come from none.
  hear({ data, source }) {
    if (!this.launch || data?.mingliang !== this.launch.client) return;
    if (source && source !== part("frame").querySelector("iframe")?.contentWindow) return;
    if (this.reports) this.reports.take(data);
  }

  // The package gets the chance to say its last words: they come as messages when its page goes.
  async close() {
    const { button } = this.launch ?? {};
    this.enlarge(false);
    const frame = part("frame").querySelector("iframe");
    if (frame) {
      frame.setAttribute("sandbox", "");
      frame.src = "about:blank";
      await new Promise((resolve) => setTimeout(resolve, 250));
      frame.remove();
    }
    this.launch = null;
    part("play").hidden = true;
    part("list").hidden = false;
    button?.focus();
    await this.reports?.send();
  }

  enlarge(isLarge) {
    if (isLarge && !this.launch) return;
    stage.classList.toggle("package--large", isLarge);
    document.documentElement.classList.toggle("package-is-large", isLarge);
    part("large").textContent = isLarge ? words.smaller : words.larger;
    part("large").setAttribute("aria-pressed", String(isLarge));
  }

  async leaveByLink(event) {
    const link = event.target.closest?.("a[href]");
    if (!this.launch || !link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.target || link.hash && link.pathname === location.pathname || !this.reports) return;
    event.preventDefault();
    await Promise.race([this.close(), new Promise((resolve) => setTimeout(resolve, 1500))]);
    location.assign(link.href);
  }

  state(state) {
    if (!this.launch && state === "saved") return say(words.saved);
    return say(words[state], state === "offline" || state === "stale");
  }

  show({ items, part_holds: holds, completed, course_completed: isCourseDone }) {
    for (const button of stage.querySelectorAll("[data-package-open]")) {
      const item = items[button.dataset.packageOpen];
      if (!item) continue;
      button.disabled = !item.is_open;
      const state = button.closest("[data-package-item]").querySelector("[data-package-state]");
      state.textContent = item.words;
      state.className = `state state--${item.kind}`;
      button.textContent = item.verb;
    }
    if (holds) show("[data-still=package]", false);
    if (!completed) return;
    const end = document.getElementById("lesson-done");
    show("[data-lesson-still]", false);
    show("[data-watch-course-done]", isCourseDone);
    show("[data-watch-course-goes-on]", !isCourseDone);
    if (end?.hidden) end.hidden = false;
    part("done").hidden = false;
  }
}

if (stage) new Stage();
