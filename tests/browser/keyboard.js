/* Follows somebody who goes through the page by Tab alone. */
(() => {
  const ENDS = "a[href], button, input:not([type=hidden]), select, textarea, summary, video[controls], audio[controls], [tabindex], [contenteditable=true]";
  const ASKS_A_TAP = "a[href], button:enabled, summary, [role=button], [role=link], [onclick]";
  const OUTLINE_PX = 2;
  const PATIENCE = 30; // presses

  const isShown = (element) => !element.closest("[inert]") && element.checkVisibility({ visibilityProperty: true });
  const isReachable = (element) => element.tabIndex >= 0 && !element.disabled && isShown(element);

  /* Of radio buttons that belong together, the chosen one, or else the first. */
  function isEntry(element, all) {
    if (element.type !== "radio") return true;
    const group = all.filter((other) => other.type === "radio" && other.name === element.name && other.form === element.form);
    return element === (group.find((other) => other.checked) ?? group[0]);
  }

  const reachable = [...document.querySelectorAll(ENDS)].filter(isReachable);
  const stops = reachable.filter((element) => isEntry(element, reachable));
  const seen = [];
  const faults = new Set();
  let [isBegun, isOver, waits] = [false, false, 0];

  function nameOf(element) {
    const words = (element.getAttribute("aria-label") ?? element.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 20);
    return `<${element.localName}${element.className ? `.${String(element.className).trim().split(/\s+/).join(".")}` : ""}> “${words || element.getAttribute("name") || element.id}”`;
  }

  function isMarked(element) {
    const marks = [element, ...(element.labels ?? []), element.closest(".card"), element.parentElement].filter(Boolean);
    return marks.some((part) => {
      const style = getComputedStyle(part);
      return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= OUTLINE_PX;
    });
  }

  /* What is in focus stands in the window, and nothing lies over it. */
  function isSeen(element) {
    const parts = [element, ...(element.labels ?? [])];
    return parts.some((part) => {
      const [box] = part.getClientRects();
      if (!box) return false;
      const [x, y] = [(Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2, (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2];
      const top = document.elementFromPoint(x, y);
      return top !== null && parts.some((other) => other.contains(top) || top.contains(other));
    });
  }

  /* What the last press of Tab has come to; whether the next one may go on. A page that scrolls by itself at the same
     moment may need a few presses' time to bring into sight what is in focus. */
  function arrived() {
    const element = document.activeElement;
    if (!isBegun) return (isBegun = true);
    if (element === document.body || element === document.documentElement) return !(isOver = seen.length > 0);
    if (element === seen.at(-1)) return waits === 0 || comesIntoSight(element); // within a player, or out of sight still
    if (seen.includes(element)) return !(isOver = true);
    seen.push(element);
    if (!isMarked(element)) faults.add(`${nameOf(element)} does not show that it is in focus`);
    return comesIntoSight(element);
  }

  function comesIntoSight(element) {
    waits = isSeen(element) ? 0 : waits + 1;
    if (waits <= PATIENCE) return waits === 0;
    faults.add(`${nameOf(element)} is out of sight when it is in focus`);
    waits = 0;
    return true;
  }

  addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Tab" || !(isOver || !arrived())) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );

  function broken() {
    const order = seen.map((element) => stops.indexOf(element)).filter((place) => place >= 0);
    for (const element of document.querySelectorAll(ASKS_A_TAP)) {
      if (element.tabIndex < 0 && isShown(element)) faults.add(`${nameOf(element)} is never reached`);
    }
    for (const element of stops) {
      if (element.tabIndex > 0) faults.add(`${nameOf(element)} pushes itself forward`);
      if (!seen.includes(element)) faults.add(`${nameOf(element)} is never reached`);
    }
    order.forEach((place, at) => {
      if (at && place < order[at - 1]) faults.add(`${nameOf(stops[place])} comes after what stands behind it`);
    });
    return [...faults];
  }

  window.walk = { stops, broken, isOver: () => isOver };
})
