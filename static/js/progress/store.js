// Where messages wait on the device: in IndexedDB, which all tabs share and which outlives them; where a browser has none
// to give, as in some private windows, in the memory of the page.
//
// `change(edit)` hands all messages to `edit`, which says what to `put` and what to `remove`, and gives back its result.
// Nothing happens between reading and writing, not in another tab either.

const NAME = "mingliang.progress";
const OUTBOX = "outbox";
const KEY = ["client", "seq"];
const OPENED_WITHIN_MS = 3000;

const keyOf = (message) => KEY.map((name) => message[name]);

const opened = () =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(OUTBOX, { keyPath: KEY });
    request.onsuccess = () => resolve(request.result);
    request.onerror = request.onblocked = () => reject(request.error);
    setTimeout(() => reject(new Error("IndexedDB does not answer")), OPENED_WITHIN_MS);
  });

const changeInDatabase = (database, edit) =>
  new Promise((resolve, reject) => {
    const transaction = database.transaction(OUTBOX, "readwrite");
    const messages = transaction.objectStore(OUTBOX);
    let edited = {};
    messages.getAll().onsuccess = ({ target }) => {
      edited = edit(target.result);
      for (const message of edited.remove ?? []) messages.delete(keyOf(message));
      for (const message of edited.put ?? []) messages.put(message);
    };
    transaction.oncomplete = () => resolve(edited.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });

const changeInMemory = (kept, edit) => {
  const edited = edit([...kept.values()]);
  for (const message of edited.remove ?? []) kept.delete(String(keyOf(message)));
  for (const message of edited.put ?? []) kept.set(String(keyOf(message)), message);
  return edited.result;
};

export class Store {
  constructor() {
    this.memory = new Map();
    this.database = Promise.resolve().then(opened).catch(() => null);
  }

  async change(edit) {
    const database = await this.database;
    if (database) {
      try {
        return await changeInDatabase(database, edit);
      } catch {
        this.database = null; // taken away or full: the rest of this page goes without
      }
    }
    return changeInMemory(this.memory, edit);
  }
}
