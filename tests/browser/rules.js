/* Measures a page as it is drawn: what weak eyes and unsteady hands depend on (《移动互联网应用适老化通用设计规范》, WCAG 2.2).
   Each measure gives a sentence for each place where a rule is broken. What is folded up is to be unfolded before. */
(() => {
  const SIZE = document.documentElement.dataset.textSize ?? "standard";
  const LEAST_TEXT_PX = { standard: 16, large: 18, largest: 18 };
  const BODY_TEXT_PX = { standard: 18, large: 22, largest: 30 };
  const LEAST_LINE = 1.3; // line height by font size
  const LEAST_GAP = 1.3; // from paragraph to paragraph by from line to line
  const TARGET_PX = 44;
  const MAIN_TARGET_PX = 60; // in the elder form
  const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=link], [tabindex]:not([tabindex^='-'])";
  const FIELDS = "input:not([type=hidden], [type=checkbox], [type=radio], [type=file], [type=range]), select, textarea";
  const MAIN_TARGETS = `main .button:not(.button--quiet, .button--small), main :is(${FIELDS})`;
  const SLACK_PX = 1;

  const styles = new Map();
  const styleOf = (element) => styles.get(element) ?? styles.set(element, getComputedStyle(element)).get(element);
  const parentOf = (element) => element.parentElement ?? element.getRootNode().host ?? null;

  function* upFrom(element) {
    for (let at = element; at; at = parentOf(at)) yield at;
  }

  const shown = new Map();
  function isShown(element) {
    if (!element) return true;
    if (shown.has(element)) return shown.get(element);
    const style = styleOf(element);
    const isOut = style.display === "none" || style.visibility !== "visible" || style.clipPath === "inset(50%)" || !element.checkVisibility();
    shown.set(element, !isOut && isShown(parentOf(element)));
    return shown.get(element);
  }

  const isInline = (element) => /^(inline|ruby|contents)$/.test(styleOf(element).display);
  const blockOf = (element) => [...upFrom(element)].find((at) => !isInline(at));

  function nameOf(element) {
    const words = (element.getAttribute("aria-label") ?? element.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 20);
    const kind = element.className.baseVal ?? element.className;
    return `<${element.localName}${kind ? `.${kind.trim().split(/\s+/).join(".")}` : ""}> “${words || element.getAttribute("name") || element.id}”`;
  }

  /* Every piece of text that is seen: its element, its style (a pseudo-element has its own) and where it stands. */
  function* written() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (!node.data.trim() || node.parentElement.closest("script, style, noscript, option") || !isShown(node.parentElement)) continue;
      range.selectNodeContents(node);
      const boxes = [...range.getClientRects()].filter((box) => box.width > 0 && box.bottom + scrollY > 0);
      if (boxes.length) yield { element: node.parentElement, style: styleOf(node.parentElement), boxes, length: node.data.trim().length };
    }
    for (const element of document.body.querySelectorAll("*")) {
      if (element.matches(FIELDS) && isShown(element)) {
        yield { element, style: styleOf(element), boxes: [] };
        if (element.placeholder) yield { element, style: getComputedStyle(element, "::placeholder"), boxes: [] };
      }
      for (const place of ["::before", "::after"]) {
        const style = getComputedStyle(element, place);
        if (/^"[^"]*[\p{L}\p{N}]/u.test(style.content) && style.display !== "none" && isShown(element)) yield { element, style, boxes: [] };
      }
    }
  }

  const texts = [...written()];

  function pixels({ element, style }) {
    const drawn = element instanceof SVGElement ? element.getScreenCTM()?.d ?? 1 : 1;
    return parseFloat(style.fontSize) * drawn;
  }

  function textSizes() {
    const broken = texts.filter((text) => pixels(text) < LEAST_TEXT_PX[SIZE] - 0.05).map((text) => `${nameOf(text.element)} is written in ${pixels(text).toFixed(1)} px`);
    const running = texts.filter(({ element }) => element.closest(".rich-text :is(p, li)"));
    for (const text of [{ element: document.body, style: styleOf(document.body) }, ...running]) {
      if (pixels(text) < BODY_TEXT_PX[SIZE] - 0.05) broken.push(`${nameOf(text.element)} is running text in ${pixels(text).toFixed(1)} px`);
    }
    return broken;
  }

  function lineHeights() {
    const blocks = new Map();
    for (const { element, style, boxes } of texts) {
      if (!boxes.length) continue;
      const block = blockOf(element);
      const known = blocks.get(block) ?? { tops: [], least: Infinity };
      known.tops.push(...boxes.map((box) => box.top));
      if (element === block) known.least = parseFloat(style.lineHeight) / parseFloat(style.fontSize) || 0;
      blocks.set(block, known);
    }
    return [...blocks].flatMap(([block, { tops, least }]) => {
      const line = least === Infinity ? parseFloat(styleOf(block).lineHeight) / parseFloat(styleOf(block).fontSize) || 0 : least;
      const isOneLine = Math.max(...tops) - Math.min(...tops) < parseFloat(styleOf(block).fontSize) * 0.8;
      return isOneLine || line >= LEAST_LINE - 0.005 ? [] : [`${nameOf(block)} has lines ${line.toFixed(2)} times as high as its letters`];
    });
  }

  function paragraphGaps() {
    return [...document.querySelectorAll("main p:not([class]) + p:not([class])")].flatMap((paragraph) => {
      const before = paragraph.previousElementSibling;
      const line = parseFloat(styleOf(before).lineHeight);
      const [above, below] = [before.getBoundingClientRect(), paragraph.getBoundingClientRect()];
      const isRunning = isShown(paragraph) && isShown(before) && above.height > line * 1.5 && below.top > above.top && below.left < above.right;
      const gap = below.top - above.bottom;
      return isRunning && gap + line < line * LEAST_GAP - SLACK_PX ? [`${nameOf(paragraph)} stands ${gap.toFixed(0)} px below a paragraph with lines of ${line.toFixed(0)} px`] : [];
    });
  }

  const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
  const colours = new Map();
  function rgba(colour) {
    if (!colours.has(colour)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
      colours.set(colour, [red, green, blue, alpha / 255]);
    }
    return colours.get(colour);
  }
  const over = ([red, green, blue, alpha], below) => [red, green, blue].map((part, at) => part * alpha + below[at] * (1 - alpha));
  const grounds = new Map();
  function ground(element) {
    if (!element) return rgba("Canvas").slice(0, 3);
    if (!grounds.has(element)) grounds.set(element, over(rgba(styleOf(element).backgroundColor), ground(parentOf(element))));
    return grounds.get(element);
  }
  function luminance(colour) {
    const [red, green, blue] = colour.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }
  function ratio(colour, below) {
    const [light, dark] = [luminance(over(colour, below)), luminance(below)].sort((one, other) => other - one);
    return (light + 0.05) / (dark + 0.05);
  }
  const opacity = (element) => [...upFrom(element)].reduce((product, at) => product * parseFloat(styleOf(at).opacity), 1);

  function contrasts() {
    const broken = new Set();
    for (const text of texts) {
      const { element, style } = text;
      const [red, green, blue, alpha] = rgba(element instanceof SVGElement ? style.fill : style.color);
      const below = over([...rgba(style.backgroundColor)], ground(element));
      const found = ratio([red, green, blue, alpha * opacity(element)], below);
      const isLarge = pixels(text) >= 24 || (pixels(text) >= 18.66 && parseInt(style.fontWeight, 10) >= 700);
      if (found < (isLarge ? 3 : 4.5) - 0.01) broken.add(`${nameOf(element)} has a contrast of ${found.toFixed(2)}`);
    }
    for (const field of document.querySelectorAll(FIELDS)) {
      const outside = ground(parentOf(field));
      const seen = Math.max(ratio(rgba(styleOf(field).borderBottomColor), outside), ratio([...ground(field), 1], outside));
      if (isShown(field) && seen < 3 - 0.01) broken.add(`${nameOf(field)} has an edge with a contrast of ${seen.toFixed(2)}`);
    }
    return [...broken];
  }

  const around = (boxes) => ({
    left: Math.min(...boxes.map((box) => box.left)), right: Math.max(...boxes.map((box) => box.right)),
    top: Math.min(...boxes.map((box) => box.top)), bottom: Math.max(...boxes.map((box) => box.bottom)),
  });

  /* Where a finger may come down: with its labels, and what is stretched over a card. */
  function reach(control) {
    const labels = control.matches("[type=checkbox], [type=radio]") ? [...control.labels] : [];
    const box = around([control, ...labels].map((part) => part.getBoundingClientRect()));
    const cover = getComputedStyle(control, "::after");
    const covers = cover.content !== "none" && cover.position === "absolute" ? [parseFloat(cover.width), parseFloat(cover.height)] : [0, 0];
    return [Math.max(box.right - box.left, covers[0]), Math.max(box.bottom - box.top, covers[1])];
  }

  /* A word among words is as high as its line (WCAG 2.5.8). */
  function isInText(control) {
    if (!isInline(control)) return false;
    return blockOf(control).textContent.replace(/[\s，。、·|]/g, "").length > control.textContent.replace(/\s/g, "").length;
  }

  function targets() {
    return [...document.querySelectorAll(CONTROLS)].flatMap((control) => {
      const box = control.getBoundingClientRect();
      const isThere = [control, ...(control.labels ?? [])].some(isShown) && box.bottom + scrollY > 0;
      if (!isThere || control.disabled || control.localName === "video" || isInText(control)) return [];
      const least = SIZE !== "standard" && control.matches(MAIN_TARGETS) ? MAIN_TARGET_PX : TARGET_PX;
      const [width, height] = reach(control);
      return Math.min(width, height) < least - 0.5 ? [`${nameOf(control)} is ${width.toFixed(0)} × ${height.toFixed(0)} px, not ${least}`] : [];
    });
  }

  const scrolls = (element) => /auto|scroll/.test(styleOf(element).overflowX);
  const clips = (element) => /hidden|clip/.test(styleOf(element).overflowX + styleOf(element).overflowY);

  const holderOf = (element) => [...upFrom(element)].find((at) => at !== document.body && at !== document.documentElement && (scrolls(at) || clips(at)));

  function overflow() {
    const page = document.scrollingElement;
    const broken = [];
    if (page.scrollWidth > page.clientWidth) broken.push(`the page is ${page.scrollWidth} px wide in a window of ${page.clientWidth} px`);
    for (const element of document.querySelectorAll("body *")) {
      const isWide = isShown(element) && scrolls(element) && element.scrollWidth > element.clientWidth + SLACK_PX;
      if (isWide && !element.querySelector("table")) broken.push(`${nameOf(element)} scrolls sideways`);
    }
    for (const { element, boxes } of texts) {
      const holder = holderOf(element);
      const edges = holder?.getBoundingClientRect() ?? { left: 0, right: page.clientWidth };
      const isOut = boxes.some((box) => box.left < edges.left - 2 || box.right > edges.right + 2 || (holder && clips(holder) && box.top > edges.bottom - 4));
      if (isOut && !(holder && scrolls(holder))) broken.push(`${nameOf(element)} is cut off`);
    }
    return broken;
  }

  /* What is drawn of a line: its box is higher, under pinyin it is wider too, and it may be scrolled out of sight. */
  function inkOf(text, { left, right, top, bottom }) {
    const [centre, middle] = [(left + right) / 2, (top + bottom) / 2];
    const [wide, high] = [Math.min(right - left, text.length * pixels(text)) / 2, pixels(text) * 0.4];
    const edges = holderOf(text.element)?.getBoundingClientRect() ?? { top: -Infinity, bottom: Infinity };
    return {
      element: text.element, left: centre - wide, right: centre + wide,
      top: Math.max(middle - high, edges.top), bottom: Math.min(middle + high, edges.bottom),
    };
  }

  function overlaps() {
    const inks = texts.flatMap((text) => text.boxes.map((box) => inkOf(text, box)));
    inks.sort((one, other) => one.top - other.top);
    const broken = [];
    inks.forEach((ink, at) => {
      for (const other of inks.slice(at + 1)) {
        if (other.top >= ink.bottom) break;
        const width = Math.min(ink.right, other.right) - Math.max(ink.left, other.left);
        const height = Math.min(ink.bottom, other.bottom) - other.top;
        if (width > 3 && height > 3) broken.push(`${nameOf(ink.element)} lies over ${nameOf(other.element)}`);
      }
    });
    return broken;
  }

  const measures = { textSizes, lineHeights, paragraphGaps, contrasts, targets, overflow, overlaps };
  return (names) => Object.fromEntries(names.map((name) => [name, [...new Set(measures[name]())]]).filter(([, broken]) => broken.length));
})
