// Messages on their way to the server. They wait on the device until it has answered, for days if need be, whichever
// page or tab they come from; each page with a player sends them, and the learner's first page. Each has its player's name
// and its number, so sending one twice adds nothing to what was learned. What has been sent once is not changed any more;
// what not yet, takes up what comes after it: a long time offline is a few messages, not hundreds. What waited too long for
// the server to believe it is sent too: the teacher sees how much that was.

import { extended } from "./played.js";
import { Store } from "./store.js";

const MOST_RANGES = 100; // a message, half of what the server takes
const LIFETIME_MS = 30 * 24 * 60 * 60 * 1000; // of the server's tokens
const CLAIM_MS = 30000; // for which no other tab sends what one is sending
const LEFT_MS = 3000; // and what a page sent when it was left
const FRESH_MS = 10 * 60 * 1000; // after which where a player stood is no longer where to go on from
const STUBBORN = 20; // tries after which a player's messages let those of others go first
const SLOWEST_MS = 60000;
const OLD_PREFIX = "mingliang.watched."; // where messages waited until the end of 2026, in localStorage

export const newId = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // randomUUID is missing where the site is not on https
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
};

const inOrder = (a, b) => a.made - b.made || a.seq - b.seq;
// A player's messages never overtake one another: the server takes one far behind the latest for a repeat.
const inTurn = (messages) => {
  const stubborn = new Set(messages.filter(({ tried }) => tried > STUBBORN).map(({ client }) => client));
  return messages.sort((a, b) => stubborn.has(a.client) - stubborn.has(b.client) || inOrder(a, b));
};

export class Outbox {
  constructor({ url, token = null, onAnswer = () => {}, onTrouble = () => {} }) {
    Object.assign(this, { url, token, onAnswer, onTrouble });
    this.client = newId();
    this.seq = 0;
    this.failures = 0;
    this.store = new Store();
    this.isReady = takeOverOld(this.store);
  }

  add(ranges, position) {
    const message = this.written(ranges, position);
    return this.store.change((messages) => {
      const last = messages.filter((other) => other.client === this.client && !other.tried).sort(inOrder).at(-1);
      if (!last || last.ranges.length + ranges.length > MOST_RANGES) return { put: [message] };
      return { put: [{ ...message, ranges: extended(last.ranges, ranges) }], remove: [last] };
    });
  }

  // On leaving there is no time to wait for an answer; the next page asks again what became of it.
  leave(ranges, position) {
    const message = this.written(ranges, position);
    const isSent = !this.failures && navigator.sendBeacon(this.url, new Blob([body(message)], { type: "application/json" }));
    return this.store.change(() => ({ put: [isSent ? claimed(message, LEFT_MS) : message] }));
  }

  written(ranges, position) {
    this.seq += 1;
    const { token, client, seq } = this;
    return { token, client, seq, ranges, position, made: Date.now(), tried: 0, claimed: 0 };
  }

  // One at a time, the oldest first, until nothing is left or the network fails.
  async send() {
    if (this.isSending) return;
    this.isSending = true;
    try {
      await this.isReady;
      for (let message; (message = await this.next()); ) if (!(await this.deliver(message))) break;
    } finally {
      this.isSending = false;
    }
  }

  // What nobody is sending. What others are sending is looked after when they should have done.
  async next() {
    const { message, wait } = await this.store.change((messages) => {
      const now = Date.now();
      const hopeless = messages.filter(({ made, tried }) => tried > STUBBORN && now - made > LIFETIME_MS);
      const waiting = inTurn(messages.filter((each) => !hopeless.includes(each)));
      const busy = new Set(waiting.filter((each) => isClaimed(each, now)).map(({ client }) => client));
      const first = waiting.find(({ client }) => !busy.has(client));
      const wait = Math.min(...waiting.map(({ claimed: until }) => until - now));
      return { remove: hopeless, put: first ? [claimed(first)] : [], result: { message: first, wait } };
    });
    if (!message && wait < Infinity) this.again(wait + 100);
    return message;
  }

  async deliver(message) {
    const answer = await this.ask(message);
    if (!answer) return this.later(message);
    this.failures = 0;
    await this.store.change(() => ({ remove: [message] }));
    if (answer.reason) this.onTrouble(answer.reason, message.client === this.client);
    else if (message.client === this.client) this.onAnswer(answer);
    return true;
  }

  // What the server says; nothing where it cannot be reached, is in trouble, or somebody in between has answered, such
  // as the sign-in page of a public network.
  async ask(message) {
    try {
      const headers = { "Content-Type": "application/json" };
      const request = { method: "POST", body: body(message), headers, keepalive: true, credentials: "omit" };
      const response = await fetch(this.url, request);
      if (response.status >= 500 || response.status === 429) return null;
      const answer = await response.json();
      return typeof answer?.share === "number" || answer?.reason ? answer : null;
    } catch {
      return null;
    }
  }

  async later(message) {
    this.failures += 1;
    await this.store.change(() => ({ put: [{ ...message, tried: message.tried + 1, claimed: 0 }] }));
    this.onTrouble("offline", true);
    this.again(Math.min(SLOWEST_MS, 2500 * 2 ** this.failures));
    return false;
  }

  again(afterMs) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), afterMs);
  }
}

const claimed = (message, forMs = CLAIM_MS) => ({ ...message, tried: message.tried + 1, claimed: Date.now() + forMs });

const isClaimed = ({ claimed: until }, now) => until > now && until <= now + CLAIM_MS; // clocks may be set back

const body = ({ token, client, seq, ranges, position, made }) =>
  JSON.stringify({ token, client, seq, ranges, position: Date.now() - made < FRESH_MS ? position : null });

const takeOverOld = async (store) => {
  try {
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith(OLD_PREFIX))) {
      const put = readOld(localStorage.getItem(key));
      await store.change(() => ({ put }));
      localStorage.removeItem(key);
    }
  } catch {
    // No localStorage.
  }
};

const readOld = (text) => {
  try {
    const { token, client, messages, made } = JSON.parse(text);
    return messages.map(({ seq, ranges }) => ({ token, client, seq, ranges, position: null, made, tried: 1, claimed: 0 }));
  } catch {
    return [];
  }
};
