import { diffArrays } from "diff";
import { segmenter } from "../../base/segmenter.ts";

/** A run of text that both have, or only the older or the newer. */
export interface DiffPart {
  readonly kind: "same" | "removed" | "added";
  readonly text: string;
}

const MAX_EDITS = 400;
/** When less than this share of the shorter text is left in the other, both read better one after the other. */
const LEAST_COMMON = 0.5;
const RUN = /\s{1,512}|\S{1,512}/g;

/** A stretch that changed: what stood there and what stands there now; either may be empty. */
interface Edit {
  removed: string;
  added: string;
}

/** Edits and what stands between them: `same[i]` before `edits[i]`, the last one after all edits. */
interface Stretches {
  readonly same: string[];
  readonly edits: Edit[];
}

/**
 * The difference of two texts by words of Unicode segmentation, nothing lost. Edits with no more than a word between them are one
 * edit; null when less than half of the shorter text is left in the other.
 */
export function wordDiff(older: string, newer: string): DiffPart[] | null {
  const changes = diffArrays(tokens(older), tokens(newer), { maxEditLength: MAX_EDITS });
  if (changes === undefined) return null;
  const stretches = withoutCrumbs(stretchesOf(changes));
  const common = stretches.same.reduce((sum, text) => sum + text.length, 0);
  if (common < LEAST_COMMON * Math.min(older.length, newer.length)) return null;
  return stretches.same.flatMap((same, index): DiffPart[] => {
    const { removed = "", added = "" } = stretches.edits[index] ?? {};
    const parts: DiffPart[] = [
      { kind: "same", text: same },
      { kind: "removed", text: removed },
      { kind: "added", text: added },
    ];
    return parts.filter(({ text }) => text !== "");
  });
}

function stretchesOf(changes: ReturnType<typeof diffArrays<string>>): Stretches {
  const same = [""];
  const edits: Edit[] = [];
  let isInEdit = false;
  for (const { removed, added, value } of changes) {
    const text = value.join("");
    if (!removed && !added) {
      if (isInEdit) same.push(text);
      else same[same.length - 1] += text;
      isInEdit = false;
      continue;
    }
    if (!isInEdit) edits.push({ removed: "", added: "" });
    const edit = edits.at(-1);
    if (edit !== undefined) edit[removed ? "removed" : "added"] += text;
    isInEdit = true;
  }
  if (isInEdit) same.push("");
  return { same, edits };
}

/** With edits made one that only blanks, signs or a single word keep apart: between them nobody can read. */
function withoutCrumbs({ same, edits }: Stretches): Stretches {
  const kept: Stretches = { same: [same[0] ?? ""], edits: [] };
  edits.forEach((edit, index) => {
    const before = kept.edits.at(-1);
    const between = kept.same.at(-1) ?? "";
    if (before !== undefined && isCrumb(between)) {
      before.removed += between + edit.removed;
      before.added += between + edit.added;
      kept.same.pop();
    } else kept.edits.push({ ...edit });
    kept.same.push(same[index + 1] ?? "");
  });
  return kept;
}

function isCrumb(text: string): boolean {
  let count = 0;
  for (const { isWordLike } of segmenter("word").segment(text)) {
    if (isWordLike === true) count += 1;
    if (count > 1) return false;
  }
  return true;
}

/** Segmenting takes time that grows as the square of the length: it is done run by run, white space between them. */
function tokens(text: string): string[] {
  return (text.match(RUN) ?? []).flatMap((run) => Array.from(segmenter("word").segment(run), ({ segment }) => segment));
}
