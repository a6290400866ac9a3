// What is pasted into a text of the admin comes in clean. Word and WPS send lists that are paragraphs with a painted
// bullet, WeChat sends sections in sections, indents of full-width spaces, characters of no width and empty
// paragraphs. The editor of rich text (Draftail) drops styles and what it does not know by itself; it is handed the
// same clipboard again with this mended. What was copied in Draftail is left alone.

const OWN = /data-draftjs|data-offset-key|data-editor=/;
const NO_WIDTH = /[\u200b\u200c\u2060\ufeff\u00ad]/g;
const BLOCKS = "address, article, aside, blockquote, dd, div, dl, dt, figcaption, figure, footer, h1, h2, h3, h4, h5, h6, header, li, main, ol, p, pre, section, table, tbody, td, th, thead, tr, ul";
const HEADINGS = "h1, h2, h4, h5, h6";
const NUMBER = /^[(（\s]*(\d+|[a-z]|[ivx]+|[一二三四五六七八九十]+)[.、)）．]/i;
const ADDRESS = /^(https?:|mailto:|tel:)/i;
const DEEPEST = 5;

export function cleaned(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html"); // nothing in it is fetched or run
  strip(body);
  for (const list of listsIn(body)) build(list);
  for (const heading of body.querySelectorAll(HEADINGS)) rename(heading, "h3");
  for (const box of [...body.querySelectorAll("section, div, article")].reverse()) {
    if (box.querySelector(BLOCKS)) box.replaceWith(...wrapped(box));
    else rename(box, "p");
  }
  for (const block of [...body.querySelectorAll(BLOCKS)].reverse()) trim(block);
  for (const space of textsIn(body)) {
    if (!space.data.trim() && isBetweenBlocks(space)) space.remove();
  }
  return body.innerHTML;
}

export function plain(text) {
  return text.replace(NO_WIDTH, "").replace(/\u00a0/g, " ");
}

function strip(body) {
  const remarks = document.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const found = [];
  while (remarks.nextNode()) found.push(remarks.currentNode);
  for (const remark of found) remark.remove();
  for (const one of body.querySelectorAll("script, style, meta, link, title, xml, img, svg, iframe, object")) one.remove();
  for (const one of [...body.querySelectorAll("*")].reverse()) {
    if (one.localName.includes(":")) one.replaceWith(...one.childNodes); // o:p and the like
    else if (one.localName === "a" && !ADDRESS.test(one.getAttribute("href") ?? "")) one.replaceWith(...one.childNodes);
  }
  for (const text of textsIn(body)) text.data = plain(text.data);
}

function textsIn(body) {
  const texts = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) found.push(texts.currentNode);
  return found;
}

// Rows of paragraphs that Word means as lists.
function listsIn(body) {
  const rows = [];
  for (const item of body.querySelectorAll("p, h1, h2, h3, h4, h5, h6")) {
    if (!/mso-list:\s*l\d/i.test(item.getAttribute("style") ?? "")) continue;
    const last = rows.at(-1);
    if (last && last.at(-1) === item.previousElementSibling) last.push(item);
    else rows.push([item]);
  }
  return rows;
}

function build(items) {
  const open = []; // the lists an item may go into, the outer ones first
  for (const item of items) {
    const style = item.getAttribute("style");
    const level = Math.min(Number(/level(\d+)/i.exec(style)?.[1] ?? 1), DEEPEST);
    const kind = takeMarker(item);
    open.length = Math.min(open.length, level);
    if (open.length === level && open.at(-1).localName !== kind) open.pop();
    while (open.length < level) {
      const list = document.createElement(kind);
      const above = open.at(-1)?.lastElementChild;
      if (above) above.append(list);
      else if (open.length) open.at(-1).append(list);
      else item.before(list);
      open.push(list);
    }
    const entry = document.createElement("li");
    entry.append(...item.childNodes);
    open.at(-1).append(entry);
    item.remove();
  }
}

function takeMarker(item) {
  const marker = [...item.querySelectorAll("span")].find((span) => /mso-list:\s*ignore/i.test(span.getAttribute("style") ?? ""));
  const kind = NUMBER.test(marker?.textContent ?? "") ? "ol" : "ul";
  marker?.remove();
  return kind;
}

function rename(element, name) {
  const renamed = document.createElement(name);
  renamed.append(...element.childNodes);
  element.replaceWith(renamed);
}

// What stands in a box beside its blocks becomes paragraphs, row by row.
function wrapped(box) {
  const parts = [];
  let row = null;
  for (const node of [...box.childNodes]) {
    const isBlock = node.nodeType === Node.ELEMENT_NODE && (node.matches(BLOCKS) || node.querySelector(BLOCKS));
    if (isBlock || !(row || node.textContent.trim())) {
      row = null;
      if (isBlock) parts.push(node);
      continue;
    }
    if (!row) {
      row = document.createElement("p");
      parts.push(row);
    }
    row.append(node);
  }
  return parts;
}

// No space and no line break at either end, and no block without words.
function trim(block) {
  if (!block.textContent.trim()) {
    if (!block.matches("td, th")) block.remove();
    return;
  }
  if (block.querySelector(BLOCKS)) return;
  const texts = textsIn(block);
  const first = texts.find((text) => text.data.trim());
  const last = texts.findLast((text) => text.data.trim());
  for (const text of texts.slice(0, texts.indexOf(first))) text.remove();
  for (const text of texts.slice(texts.indexOf(last) + 1)) text.remove();
  first.data = first.data.trimStart();
  last.data = last.data.trimEnd();
  for (const lineBreak of block.querySelectorAll("br")) {
    const isBefore = lineBreak.compareDocumentPosition(first) & Node.DOCUMENT_POSITION_FOLLOWING;
    const isBehind = lineBreak.compareDocumentPosition(last) & Node.DOCUMENT_POSITION_PRECEDING;
    if (isBefore || isBehind) lineBreak.remove();
  }
}

function isBetweenBlocks(text) {
  return [...text.parentElement.children].some((one) => one.matches(BLOCKS));
}

const mended = new WeakSet();

function intoRichText(event, editor) {
  const html = event.clipboardData.getData("text/html");
  if (mended.has(event) || OWN.test(html)) return;
  const words = event.clipboardData.getData("text/plain");
  if (!html && plain(words) === words) return;
  const clipboard = new DataTransfer();
  if (html) clipboard.setData("text/html", cleaned(html));
  clipboard.setData("text/plain", plain(words));
  event.preventDefault();
  event.stopImmediatePropagation();
  const again = new ClipboardEvent("paste", { clipboardData: clipboard, bubbles: true, cancelable: true });
  mended.add(again);
  editor.dispatchEvent(again);
}

function intoField(event) {
  const words = event.clipboardData.getData("text/plain");
  if (plain(words) === words) return;
  event.preventDefault();
  document.execCommand("insertText", false, plain(words)); // can be undone, and tells whoever listens to the field
}

document.addEventListener(
  "paste",
  (event) => {
    if (!event.clipboardData) return;
    const editor = event.target.closest?.(".Draftail-Editor [contenteditable=true]");
    if (editor) intoRichText(event, editor);
    else if (event.target.matches?.("form textarea, form input[type=text]")) intoField(event);
  },
  { capture: true },
);
