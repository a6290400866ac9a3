// Messages on their way to the server. They are kept on the device until it has answered, and go out in order; sending
// one twice does no harm, because each has its number.

import { joined } from "./played.js";

const PREFIX = "mingliang.watched.";
const MOST_RANGES = 100; // a message, half of what the server takes
const LIFETIME_MS = 7 * 24 * 60 * 60 * 1000; // of the server's tokens
const SLOWEST_MS = 60000;

const newId = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // randomUUID is missing where the site is not on https
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
};

export class Outbox {
  constructor({ url, token, client = newId(), seq = 0, messages = [], made = Date.now(), onAnswer = () => {}, onTrouble = () => {} }) {
    Object.assign(this, { url, token, client, seq, messages, made, onAnswer, onTrouble });
    this.failures = 0;
    this.isSending = false;
  }

  // What has not been tried yet takes up what comes after it: a long time offline is one message, not hundreds.
  add(ranges, position) {
    const last = this.messages.at(-1);
    if (last && !last.tried && last.ranges.length + ranges.length <= MOST_RANGES) {
      last.ranges = joined([...last.ranges, ...ranges]);
      last.position = position;
    } else {
      this.seq += 1;
      this.messages.push({ seq: this.seq, ranges, position, tried: false });
    }
    this.keep();
  }

  async send() {
    if (this.isSending) return;
    this.isSending = true;
    try {
      while (this.messages.length && (await this.sendFirst()));
    } finally {
      this.isSending = false;
    }
  }

  async sendFirst() {
    const message = this.messages[0];
    message.tried = true;
    this.keep();
    let response;
    try {
      response = await this.post(message);
    } catch {
      return this.later();
    }
    if (response.status >= 500 || response.status === 429) return this.later();
    const answer = await response.json().catch(() => null);
    // Anything else was said by somebody in between, such as the sign-in page of a public network.
    if (typeof answer?.share !== "number" && !answer?.reason) return this.later();
    this.failures = 0;
    this.messages = this.messages.filter((other) => other !== message);
    this.keep();
    if (response.ok) this.onAnswer(answer);
    else this.onTrouble(answer.reason);
    return true;
  }

  // On leaving there is no time to wait for answers; what gets lost is sent again from the next page.
  sendAllNow() {
    for (const message of this.messages) {
      message.tried = true;
      this.post(message).catch(() => {});
    }
    this.keep();
  }

  post({ seq, ranges, position }) {
    const body = JSON.stringify({ token: this.token, client: this.client, seq, ranges, position });
    const headers = { "Content-Type": "application/json" };
    return fetch(this.url, { method: "POST", body, headers, keepalive: true, credentials: "omit" });
  }

  later() {
    this.failures += 1;
    this.onTrouble("offline");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), Math.min(SLOWEST_MS, 2500 * 2 ** this.failures));
    return false;
  }

  keep() {
    try {
      if (!this.messages.length) return localStorage.removeItem(PREFIX + this.client);
      const { token, client, seq, messages, made } = this;
      localStorage.setItem(PREFIX + client, JSON.stringify({ token, client, seq, messages, made }));
    } catch {
      // No storage, or a full one: the messages live as long as the page.
    }
    return undefined;
  }
}

// Send what earlier pages could not. Where a player stood then is no longer where to go on from.
export const replay = async (url, exceptClient) => {
  for (const kept of leftovers()) {
    if (kept.client === exceptClient) continue;
    for (const message of kept.messages) message.position = null;
    await new Outbox({ ...kept, url }).send();
  }
};

const leftovers = () => {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
    return keys.map(read).filter(Boolean);
  } catch {
    return [];
  }
};

const read = (key) => {
  const kept = JSON.parse(localStorage.getItem(key) ?? "null");
  if (kept && Date.now() - kept.made < LIFETIME_MS) return kept;
  localStorage.removeItem(key);
  return null;
};
