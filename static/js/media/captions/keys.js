// Keys are written on the buttons that do the same: "Alt+KeyJ" is the J of the keyboard, whatever it types.

const onMac = /Mac|iPhone|iPad/.test(navigator.platform);
const NAMES = { ArrowUp: "↑", ArrowDown: "↓", BracketLeft: "[", BracketRight: "]", Slash: "/", Enter: "↵", Ctrl: onMac ? "⌘" : "Ctrl", Alt: onMac ? "⌥" : "Alt", Shift: onMac ? "⇧" : "Shift" };

const shown = (keys) => keys.split("+").map((key) => NAMES[key] ?? key.replace(/^Key/, ""));

const pressed = (event) =>
  [(event.ctrlKey || event.metaKey) && "Ctrl", event.altKey && "Alt", event.shiftKey && "Shift", event.code.replace("Numpad", "")]
    .filter(Boolean)
    .join("+");

/** `actions[name](event)` is called for the button `data-do=name` and for its keys; false means: not mine. */
export function bind(toolbar, actions) {
  const byKeys = new Map();
  for (const button of toolbar.querySelectorAll("[data-do]")) {
    const { do: name, keys } = button.dataset;
    byKeys.set(keys, name);
    const label = button.textContent.trim();
    button.title = `${label} (${shown(keys).join(" ")})`;
    button.setAttribute("aria-keyshortcuts", keys.replace(/Key/, "").replace("BracketLeft", "[").replace("BracketRight", "]").replace("Slash", "/").replace("Ctrl", "Control"));
    button.addEventListener("mousedown", (event) => event.preventDefault()); // the cursor stays where it is
    button.addEventListener("click", (event) => actions[name](event));
    explain(label, shown(keys));
  }
  addEventListener("keydown", (event) => {
    const name = byKeys.get(pressed(event));
    if (!name || event.isComposing || document.querySelector("dialog[open]")) return;
    if (actions[name](event) !== false) event.preventDefault();
  });
}

function explain(label, keys) {
  const term = document.createElement("dt");
  term.append(...keys.map((key) => Object.assign(document.createElement("kbd"), { textContent: key })));
  const meaning = Object.assign(document.createElement("dd"), { textContent: label });
  document.querySelector("[data-help]").append(term, meaning);
}
