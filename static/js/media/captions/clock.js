// Times as people write them, and how long a line of captions may be.

// 65 300 → "1:05.3", 3 725 000 → "1:02:05.0"
export function written(ms) {
  const tenths = Math.round(ms / 100);
  const [hours, minutes] = [Math.floor(tenths / 36000), Math.floor(tenths / 600) % 60];
  const seconds = ((tenths % 600) / 10).toFixed(1).padStart(4, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${seconds}` : `${minutes}:${seconds}`;
}

// null if it is no time; full-width signs count too
export function read(said) {
  const plain = said.trim().replace(/：/g, ":").replace(/[。．]/g, ".");
  const found = /^(?:(?:(\d{1,2}):)?(\d{1,3}):)?(\d{1,5}(?:\.\d{1,3})?)$/.exec(plain);
  if (!found) return null;
  const [, hours = 0, minutes = 0, seconds] = found;
  return Math.round((Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000);
}

// In Chinese characters: a Latin letter takes half the room.
export function width(text) {
  let total = 0;
  for (const letter of text) total += letter.codePointAt(0) < 0x2e80 ? 0.5 : 1;
  return total;
}
