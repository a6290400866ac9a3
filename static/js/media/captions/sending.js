// Talks with the server, one question at a time: sends what was changed, asks what others did.

import { say } from "./words.js";

const ASK_EVERY_MS = 4_000;

const KEEPALIVE_BYTES = 60_000; // browsers refuse more in all
const MOST_FAILURES = 3; // of one change: then it is the change, not the server

export class Sending extends EventTarget {
  #turn = Promise.resolve();

  constructor(transcript, addresses, csrf) {
    super();
    Object.assign(this, { transcript, addresses, csrf, isLoaded: false, isPaused: false });
    setInterval(() => document.hidden || this.soon(), ASK_EVERY_MS);
    for (const kind of ["online", "focus"]) addEventListener(kind, () => this.soon());
  }

  /** All lines anew. */
  async load() {
    this.transcript.load(await (await this.#ask(this.addresses.cues)).json());
    this.isLoaded = true;
  }

  /** Sends all there is and asks for news; one round after the other, never two at once. */
  soon() {
    this.#turn = this.#turn.then(() => this.#round()).catch((trouble) => this.#become(trouble.state ?? "trouble"));
    return this.#turn;
  }

  /** The answer, or null if it cannot be undone; what waits is sent before. */
  undo(correction) {
    const asked = this.#turn.then(() => this.#undo(correction));
    this.#turn = asked.catch(() => {});
    return asked;
  }

  get waiting() {
    return this.transcript.waiting;
  }

  async #round() {
    if (!this.isLoaded) return;
    await this.#send();
    const known = this.transcript.revision;
    const answer = await (await this.#ask(`${this.addresses.cues}&since=${known}`)).json();
    this.transcript.learn(answer);
    if (answer.count !== this.transcript.base.size) await this.load();
    if (answer.news.length) this.#tell("news", answer.news);
    if (!this.waiting.length) this.#become("saved");
  }

  async #send() {
    while (this.waiting.length && !this.isPaused) {
      this.#become("saving");
      const change = this.waiting[0];
      change.isSent = true;
      await this.#sendOne(change);
    }
  }

  async #sendOne(change) {
    const { kind, token, before, after } = change;
    const drafts = after.map(({ id, start_ms, end_ms, text, repairs }) => ({
      id: typeof id === "number" && before.some((cue) => cue.id === id) ? id : null, start_ms, end_ms, text, repairs,
    }));
    const answer = await this.#ask(this.addresses.change, JSON.stringify({ kind, token, before, after: drafts }), change);
    if (!answer) return this.#refused("invalid", change, { message: say("notAccepted") });
    const said = await answer.json();
    if (answer.status === 409) {
      this.isPaused = true;
      return this.#refused("conflict", change, said);
    }
    if (answer.status === 422) return this.#refused("invalid", change, said);
    this.#tell("settled", { change, known: this.transcript.settle(change, said), correction: said.correction });
  }

  #refused(name, change, said) {
    Object.assign(change, { isSent: false, failures: 0 });
    this.#tell(name, { change, ...said });
  }

  async #undo(correction) {
    await this.#send();
    const body = new URLSearchParams({ correction });
    const answer = await this.#ask(this.addresses.undo, body);
    if (answer?.status !== 200) return null;
    const said = await answer.json();
    this.transcript.accept(said);
    return said;
  }

  /** The answer. Null if it can never be another: what was sent makes no sense to the server. */
  async #ask(address, body, change = {}) {
    const headers = { Accept: "application/json", "X-CSRFToken": this.csrf, "X-Requested-With": "XMLHttpRequest" };
    const method = body ? "POST" : "GET";
    const answer = await fetch(address, { method, body, headers, keepalive: Boolean(body) && new Blob([body]).size < KEEPALIVE_BYTES }).catch(() => this.#fail("offline"));
    const isOurs = answer.headers.get("content-type")?.startsWith("application/json");
    if (answer.redirected || [401, 403, 404].includes(answer.status)) this.#fail("signedOut");
    if (answer.status === 500) change.failures = (change.failures ?? 0) + 1;
    if (body && ([400, 413].includes(answer.status) || change.failures >= MOST_FAILURES)) return null;
    if (!isOurs || answer.status >= 500) this.#fail("trouble");
    return answer;
  }

  #fail(state) {
    throw Object.assign(new Error(state), { state });
  }

  #become(state) {
    this.#tell("state", state);
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
