// A long transcript comes with its first lines; the rest is fetched once somebody gets that far or looks for words.

let asked = null;

const element = (name, className, text) => {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
};

const line = ([start, clock, text]) => {
  const item = document.createElement("li");
  const cue = element("button", "cue", "");
  cue.type = "button";
  cue.dataset.start = start;
  cue.append(element("span", "cue-time", clock), element("span", "cue-text", text));
  item.append(cue);
  return item;
};

const heading = (list, [start, title]) => {
  if (list.querySelector(`[data-chapter="${start}"]`)) return [];
  const item = element("li", "transcript-chapter", "");
  item.dataset.chapter = start;
  item.append(element("h3", "", title));
  return [item];
};

const fetchRest = async (list, link) => {
  const last = [...list.querySelectorAll(".cue")].at(-1);
  const response = await fetch(`${link.dataset.rest}?after=${last.dataset.start}`);
  if (!response.ok) throw new Error(response.status);
  for (const { chapter, lines } of (await response.json()).parts) {
    list.append(...(chapter ? heading(list, chapter) : []), ...lines.map(line));
  }
  link.parentElement.remove();
};

// Resolves to whether the list is longer now. What fails is tried again the next time; the link stays.
export const loadRest = async (list) => {
  const link = document.querySelector("[data-rest]");
  if (!link) return false;
  try {
    await (asked ??= fetchRest(list, link));
  } catch {
    asked = null;
    return false;
  }
  return true;
};
