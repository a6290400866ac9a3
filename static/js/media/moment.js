// An address that ends in #t=83 (or has t=83 among its parameters) opens the video at that second; so does a link to it.

const player = document.getElementById("player");

const secondIn = (address) => {
  const found = /[#&?]t=(\d+(?:\.\d+)?)/.exec(address.hash + address.search);
  return found ? Number(found[1]) : null;
};

export const askedSecond = () => secondIn(location);

export const go = (second) => {
  const seek = () => (player.currentTime = second);
  if (player.readyState >= HTMLMediaElement.HAVE_METADATA) seek();
  else player.addEventListener("loadedmetadata", seek, { once: true });
};

const comeIntoView = () => {
  const { top, bottom } = player.getBoundingClientRect();
  if (top < 0 || bottom > innerHeight) player.scrollIntoView({ block: top < 0 || player.offsetHeight > innerHeight ? "start" : "end" });
};

const isHere = (link) => link.origin === location.origin && link.pathname === location.pathname && link.hash;

if (player) {
  const open = () => {
    if (askedSecond() === null) return;
    go(askedSecond());
    comeIntoView();
  };
  open();
  addEventListener("hashchange", open);
  // A link clicked again is no change of address; and who clicks one wants to hear it.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href*='#t=']");
    if (!link || !isHere(link) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.replaceState(null, "", link.hash);
    go(secondIn(link));
    player.play().catch(() => {}); // the browser may want another tap: the player's own button is there
    comeIntoView();
  });
}
