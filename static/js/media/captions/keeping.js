// What is not on the server yet is kept in this browser. Each tab has a place of its own; what a closed tab left is taken over.

const ALIVE_MS = 20_000;

export class Keeping {
  isKept = true; // or there is no room

  constructor(prefix) {
    this.prefix = prefix;
    const tab = sessionStorage.getItem("captions-tab") ?? Math.random().toString(36).slice(2);
    sessionStorage.setItem("captions-tab", tab);
    this.own = prefix + tab;
  }

  keep(changes) {
    try {
      if (changes.length) localStorage.setItem(this.own, JSON.stringify({ at: Date.now(), changes }));
      else localStorage.removeItem(this.own);
      this.isKept = true;
    } catch {
      this.isKept = false; // private windows may have no room: then what is typed lives as long as the page
    }
  }

  /** Changes of this tab before it was loaded, and of tabs that have been silent for a while. */
  left({ own }) {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(this.prefix) && (own || key !== this.own))
      .flatMap((key) => this.#take(key));
  }

  #take(key) {
    try {
      const { at, changes } = JSON.parse(localStorage.getItem(key));
      if (key !== this.own && Date.now() - at < ALIVE_MS) return [];
      localStorage.removeItem(key);
      return changes;
    } catch {
      return [];
    }
  }
}
