// Ties the transcript to the player: a tap on a line plays it, the line being spoken is marked and kept in view.

const player = document.getElementById("player");
const list = document.querySelector(".transcript");
const HANDS_OFF_MS = 5000; // after the reader has scrolled the list, it stays where they left it

if (player && list) {
  const cues = [...list.querySelectorAll(".cue")];
  const starts = cues.map((cue) => Number(cue.dataset.start) / 1000);
  let current = null;
  let readerMovedAt = -Infinity;

  const spokenAt = (seconds) => {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= seconds + 0.05) low = middle + 1;
      else high = middle;
    }
    return cues[low - 1] ?? null;
  };

  // Only the list's own scroll moves, never the page.
  const keepInView = (cue) => {
    if (performance.now() - readerMovedAt < HANDS_OFF_MS) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const top = cue.offsetTop - (list.clientHeight - cue.offsetHeight) / 3;
    list.scrollTo({ top, behavior: calm ? "auto" : "smooth" });
  };

  const mark = () => {
    const cue = spokenAt(player.currentTime);
    if (cue === current) return;
    current?.removeAttribute("aria-current");
    cue?.setAttribute("aria-current", "true");
    current = cue;
    if (cue) keepInView(cue);
  };

  list.addEventListener("click", (event) => {
    const cue = event.target.closest(".cue");
    if (!cue) return;
    readerMovedAt = -Infinity;
    player.currentTime = Number(cue.dataset.start) / 1000;
    player.play().catch(() => {}); // the browser may want another tap: the player's own button is there
    mark();
  });
  for (const kind of ["wheel", "touchmove"]) {
    list.addEventListener(kind, () => (readerMovedAt = performance.now()), { passive: true });
  }
  list.addEventListener("keydown", (event) => {
    if (["PageUp", "PageDown", "ArrowUp", "ArrowDown", "Home", "End"].includes(event.key)) readerMovedAt = performance.now();
  });
  for (const kind of ["timeupdate", "seeked"]) player.addEventListener(kind, mark);
  list.classList.add("transcript--live");
}
