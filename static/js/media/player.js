// Which form of the video plays: what the learner chose, remembered on this device; else what network and screen are
// good for. Changing it keeps the place, the speed, the captions, and whether it plays. Before the player leaves its
// source it says so with `mingliang:source`; after that its clock stands at zero for a moment.

const REMEMBERED = "mingliang.quality";
const SMALL_PIXELS = 480;
const FEWEST_MEGABITS = 1; // a second: browsers guess, and rather low; who guesses wrong is helped by standing still
const PATIENCE_MS = 6000; // of standing still before a lighter form is tried
const RECOVERY_MS = 20000; // a source that fails again within this time has more wrong with it than a link run out

const video = document.getElementById("player");
const menu = document.getElementById("qualities");

const remembered = () => {
  try {
    return localStorage.getItem(REMEMBERED);
  } catch {
    return null; // no storage: chosen anew on each page
  }
};

const remember = (choice) => {
  try {
    if (choice === "auto") localStorage.removeItem(REMEMBERED);
    else localStorage.setItem(REMEMBERED, choice);
  } catch {
    // As above.
  }
};

// Safari and Firefox tell nothing of the network: there the screen decides, and standing still.
const isPoorNetwork = () => {
  const network = navigator.connection;
  if (!network) return false;
  return network.saveData || /2g|3g/.test(network.effectiveType ?? "") || (network.downlink ?? Infinity) < FEWEST_MEGABITS;
};

const start = () => {
  const choices = menu ? [...menu.querySelectorAll("input")] : []; // no menu where there is nothing to choose
  const sources = [...video.querySelectorAll("source")];
  const addresses = Object.fromEntries([
    ...sources.map((source) => [source.dataset.quality, source.src]),
    ...choices.map((input) => [input.value, input.dataset.src]),
  ]);
  const isOffered = (source) => !source.media || matchMedia(source.media).matches;
  let playing = (sources.find((source) => source.src === video.currentSrc) ?? sources.find(isOffered))?.dataset.quality;
  let kept = null; // what the source before was like, until the next one is there
  let recoveredAt = -Infinity;
  let waiting = null;

  const chosen = () => choices.find((input) => input.checked)?.value;
  const automatic = () =>
    addresses.sd && (!addresses.hd || isPoorNetwork() || video.clientWidth <= SMALL_PIXELS) ? "sd" : "hd";

  const load = (quality) => {
    video.dispatchEvent(new CustomEvent("mingliang:source", { detail: { quality } }));
    kept ??= {
      currentTime: video.currentTime,
      playbackRate: video.playbackRate,
      modes: [...video.textTracks].map((track) => track.mode),
    };
    kept.goesOn ||= !video.paused && !video.ended;
    playing = quality;
    video.src = addresses[quality];
    video.load();
  };

  const restore = () => {
    if (!kept) return;
    const { currentTime, playbackRate, goesOn, modes } = kept;
    kept = null;
    if (!video.currentTime) video.currentTime = currentTime; // unless somebody has gone elsewhere meanwhile
    video.playbackRate = playbackRate;
    modes.forEach((mode, index) => (video.textTracks[index].mode = mode));
    if (goesOn) video.play().catch(() => {}); // the browser may want another tap: the player's own button is there
  };

  const use = (quality) => {
    if (addresses[quality] && quality !== playing) load(quality);
  };

  // A link into a bucket is good for an hour: the same address leads to a new one.
  const recover = () => {
    if (performance.now() - recoveredAt > RECOVERY_MS) retry();
  };

  // Somebody wants to go on, or there is a network again: no failure before counts.
  const retry = () => {
    const isBroken = video.error || video.networkState === HTMLMediaElement.NETWORK_NO_SOURCE;
    if (!isBroken || !playing) return;
    recoveredAt = performance.now();
    load(playing);
  };

  const isStanding = () => {
    clearTimeout(waiting);
    if (chosen() !== "auto" || playing !== "hd" || video.seeking) return;
    waiting = setTimeout(() => use("sd"), PATIENCE_MS);
  };

  menu?.addEventListener("change", () => {
    remember(chosen());
    use(chosen() === "auto" ? automatic() : chosen());
  });
  video.addEventListener("loadedmetadata", restore);
  video.addEventListener("waiting", isStanding);
  for (const kind of ["playing", "pause", "seeking", "emptied"]) video.addEventListener(kind, () => clearTimeout(waiting));
  video.addEventListener("error", recover);
  for (const kind of ["play", "click"]) video.addEventListener(kind, retry);
  addEventListener("online", retry);

  const before = choices.find((input) => input.value === remembered());
  if (before) before.checked = true;
  if (!menu) return;
  use(before?.value ?? automatic());
  menu.hidden = false;
};

if (video) start();
