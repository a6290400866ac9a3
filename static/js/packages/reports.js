// What a package reports, on its way to the server: the latest of each value, sent when the package asks for it or has
// been quiet for a moment. Until the server has it, it waits on the device.

const QUIET_MS = 2000;
const SLOWEST_MS = 60000;
const PREFIX = "mingliang.package.";
const LIFETIME_MS = 30 * 24 * 60 * 60 * 1000; // of the server's tokens

const newId = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

const kept = () => {
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
    return names.map((name) => JSON.parse(localStorage.getItem(name))).filter(({ made }) => Date.now() - made < LIFETIME_MS);
  } catch {
    return []; // no storage, or not ours
  }
};

const keep = (message) => {
  try {
    localStorage.setItem(PREFIX + message.client, JSON.stringify({ ...message, made: Date.now() }));
  } catch {
    // Full, or none: it waits in the memory of this page.
  }
};

const forget = (message) => {
  try {
    const waiting = JSON.parse(localStorage.getItem(PREFIX + message.client));
    if (!waiting || waiting.number <= message.number) localStorage.removeItem(PREFIX + message.client);
  } catch {
    // Nothing was kept.
  }
};

export class Reports {
  constructor({ url, token, onAnswer, onState }) {
    Object.assign(this, { url, token, onAnswer, onState });
    this.waiting = null; // of the part that is open: { item, client, number, values, finished }
    this.number = 0;
    this.failures = 0;
  }

  // Where the learner is in a part; nothing if the server cannot be reached.
  async open(item) {
    await this.send();
    this.client = newId();
    this.item = item;
    this.number = 0;
    this.waiting = null;
    const answer = await this.ask({ token: this.token, item, client: this.client, number: 0, opens: true });
    if (answer && !answer.reason) this.onAnswer(answer);
    return answer && { ...answer, client: this.client };
  }

  take({ kind, values }) {
    if (kind === "ready" || kind === "begin") return;
    const { token, item, client } = this;
    const before = this.waiting?.client === client ? this.waiting : { token, item, client, values: {}, finished: false };
    this.number += 1;
    this.waiting = { ...before, number: this.number, values: { ...before.values, ...values } };
    if (kind === "finish") this.waiting.finished = true;
    keep(this.waiting);
    this.onState("saving");
    this.later(kind === "set" ? QUIET_MS : 0);
  }

  later(ms) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), ms);
  }

  // What waits on the device first: it may be of another day, or of another learner who sat here.
  send() {
    this.sending = (this.sending ?? Promise.resolve()).then(() => this.sendAll());
    return this.sending;
  }

  async sendAll() {
    const others = kept().filter(({ client }) => client !== this.waiting?.client);
    for (const message of [...others, this.waiting].filter(Boolean)) if (!(await this.deliver(message))) return;
  }

  async deliver(message) {
    const answer = await this.ask(message);
    if (!answer) {
      this.failures += 1;
      this.onState("offline");
      this.later(Math.min(SLOWEST_MS, 2500 * 2 ** this.failures));
      return false;
    }
    this.failures = 0;
    forget(message);
    const isOurs = message.client === this.client;
    if (isOurs && this.waiting?.number === message.number) this.waiting = null;
    if (answer.reason) {
      if (isOurs) this.onState("stale");
    } else if (message.token === this.token) {
      this.onAnswer(answer);
      if (!this.waiting) this.onState("saved");
    }
    return true;
  }

  async ask(message) {
    try {
      const headers = { "Content-Type": "application/json" };
      const response = await fetch(this.url, { method: "POST", body: JSON.stringify(message), headers, credentials: "omit" });
      if (response.status >= 500 || response.status === 429) return null;
      const answer = await response.json();
      return answer?.items || answer?.reason ? answer : null;
    } catch {
      return null;
    }
  }

  // On leaving there is no time for an answer: what was kept is sent once more by the next page, which does no harm.
  leave() {
    if (!this.waiting) return;
    keep(this.waiting);
    navigator.sendBeacon(this.url, new Blob([JSON.stringify(this.waiting)], { type: "application/json" }));
  }
}
