// The checklist beside the form of a page: asked for when it is looked at, and again when a draft was saved meanwhile.

const panel = document.querySelector("[data-checklist]");
const found = panel?.querySelector("[data-checklist-found]");
let isStale = true;
let isSeen = false;

async function refresh() {
  if (!isStale || !isSeen) return;
  isStale = false;
  try {
    const answer = await fetch(panel.dataset.checklist, { headers: { "x-requested-with": "XMLHttpRequest" } });
    if (answer.ok && !answer.redirected) found.innerHTML = await answer.text();
  } catch {
    isStale = true; // the network is away: the link that stands there still leads to the page
  }
}

if (panel) {
  new IntersectionObserver(([entry]) => {
    isSeen = entry.isIntersecting;
    refresh();
  }).observe(panel);
  document.addEventListener("w-autosave:success", () => {
    isStale = true;
    refresh();
  });
  // A way to be mended on this very page needs no other one: it only has to be gone to.
  found.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const address = link && new URL(link.href, location.href);
    if (address && address.pathname === location.pathname && address.hash) {
      const place = address.hash.replace("#:w:contentpath=", "").split(".").at(-1);
      const field =
        document.getElementById(`block-${place}-section`) ??
        document.querySelector(`[data-contentpath="${CSS.escape(place)}"]`);
      if (!field) return;
      event.preventDefault();
      field.scrollIntoView({ block: "center" });
      field.querySelector("input:not([type=hidden]), textarea, [contenteditable], button")?.focus({ preventScroll: true });
    }
  });
}
