import { caseList } from "../words/words.ts";
import { plural } from "../../base/figures.ts";
import { safeStart } from "../../base/inert.ts";
import type { NoteList, TrialDigest, TrialNote } from "../words/trial-digest.ts";
import type { Piece } from "./document.ts";
import { markdownCode, markdownText, preformatted } from "./escape.ts";

const ANSWER_LINES = 20;
/** How many code units of an answer are shown; a note must hold one more, to tell that it is cut. */
export const ANSWER_CHARS = 1_200;

const KINDS = [
  { key: "failed", noun: "failure", title: "Failed", mark: "✗" },
  { key: "errored", noun: "error", title: "Errored: no answer came", mark: "!" },
  { key: "undecided", noun: "undecided trial", title: "Undecided: a check could not tell", mark: "?" },
  { key: "quarantined", noun: "quarantined trial", title: "Quarantined: counts in no rate and no gate", mark: "q" },
] as const;

type Kind = (typeof KINDS)[number];

/** Every trial that did not pass, each folded, and how many were skipped for what reason. */
export function notePieces(digest: TrialDigest): Piece[] {
  return [...KINDS.flatMap((kind) => listPieces(digest[kind.key], kind)), ...skippedPieces(digest)];
}

function listPieces(list: NoteList, kind: Kind): Piece[] {
  if (list.total === 0) return [];
  const left = list.total - list.told;
  const title = `**${kind.title} (${plural(list.total, "trial")})**${left > 0 ? `, ${left} of them not listed here` : ""}`;
  return [
    { noun: "heading", rank: 2, text: title },
    ...list.notes.map((note) => ({ noun: kind.noun, rank: 5, text: noteText(note, kind) })),
  ];
}

function noteText(note: TrialNote, kind: Kind): string {
  const trials = `trial${note.trials.length === 1 ? "" : "s"} ${note.trials.slice(0, 8).join(", ")}`;
  const words = [
    markdownCode(note.caseId),
    markdownCode(note.arm),
    trials,
    ...(kind.key === "quarantined" ? [note.kind] : []),
    ...(note.ending === null ? [] : [markdownText(note.ending)]),
  ];
  const findings = note.findings.map(({ check, reason }) => {
    const label = check === null ? "" : `${markdownCode(check)}: `;
    return `- ${label}${markdownText(reason, 600)}`;
  });
  return [
    `<details><summary>${kind.mark} ${words.join(" · ")}</summary>`,
    markdownCode(`${note.file}:${note.line}`, 300),
    ...(findings.length === 0 ? [] : [findings.join("\n")]),
    ...answerParts(note),
    "</details>",
  ].join("\n\n");
}

function answerParts(note: TrialNote): string[] {
  return note.answers.flatMap(({ turn, text, length }) => {
    const title = turn === null ? [] : [`Answer of turn ${turn}:`];
    if (text === "") return [turn === null ? "The answer is empty." : `The answer of turn ${turn} is empty.`];
    const { lines } = safeStart(text, ANSWER_LINES, ANSWER_CHARS);
    const shown = lines.join("\n");
    const left = length - shown.length;
    return [
      ...title,
      `<pre>${preformatted(shown)}</pre>`,
      ...(left > 0 ? [`… ${plural(left, "more character")}`] : []),
    ];
  });
}

function skippedPieces(digest: TrialDigest): Piece[] {
  if (digest.skipped.size === 0) return [];
  const reasons = [...digest.skipped].map(([reason, skipped]) => {
    return `- ${skipped.trials} × ${markdownText(reason)} (${markdownText(caseList(skipped), 600)})`;
  });
  return [{ noun: "list of skipped trials", rank: 4, text: `**Skipped: not run**\n\n${reasons.join("\n")}` }];
}
