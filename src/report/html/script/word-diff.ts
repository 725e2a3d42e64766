/** The difference of two texts by words. */
export const WORD_DIFF: string = String.raw`
const MAX_CELLS = 4000000;

function words(text) {
  if (typeof Intl !== "undefined" && Intl.Segmenter) {
    return Array.from(new Intl.Segmenter("en", { granularity: "word" }).segment(text), (part) => part.segment);
  }
  return text.match(/\s+|[^\s]+/g) || [];
}

/** A list of [kind, text] with kind "same", "removed" or "added"; null when the texts are too long to compare. */
function wordDiff(older, newer) {
  const a = words(older);
  const b = words(newer);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const middle = diffTokens(a.slice(start, a.length - end), b.slice(start, b.length - end));
  if (middle === null) return null;
  return merged([["same", a.slice(0, start).join("")], ...middle, ["same", a.slice(a.length - end).join("")]]);
}

/** By the longest common subsequence: lengths[i][j] is that of a from i and b from j. */
function diffTokens(a, b) {
  const columns = b.length + 1;
  if ((a.length + 1) * columns > MAX_CELLS) return null;
  const lengths = new Uint16Array((a.length + 1) * columns);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const below = lengths[(i + 1) * columns + j];
      const right = lengths[i * columns + j + 1];
      lengths[i * columns + j] = a[i] === b[j] ? lengths[(i + 1) * columns + j + 1] + 1 : Math.max(below, right);
    }
  }
  const parts = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      parts.push(["same", a[i++]]);
      j++;
    } else if (j >= b.length || (i < a.length && lengths[(i + 1) * columns + j] >= lengths[i * columns + j + 1])) {
      parts.push(["removed", a[i++]]);
    } else parts.push(["added", b[j++]]);
  }
  return parts;
}

function merged(parts) {
  const runs = [];
  for (const [kind, text] of parts) {
    const last = runs[runs.length - 1];
    if (text === "") continue;
    if (last !== undefined && last[0] === kind) last[1] += text;
    else runs.push([kind, text]);
  }
  return runs;
}
`;
