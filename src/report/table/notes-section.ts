import { caseList } from "../words/words.ts";
import type { Finding } from "../words/trial-notes.ts";
import { displayWidth } from "../../base/display-width.ts";
import { plural } from "../../base/figures.ts";
import { safeLine, safeStart } from "../../base/inert.ts";
import type { Style, Tone } from "../../base/style.ts";
import type { NoteList, TrialDigest, TrialNote } from "../words/trial-digest.ts";
import { labelled, paragraph } from "./paragraph.ts";

const ANSWER_LINES = 3;
const ANSWER_CHARS = 200;
const MAX_LABEL = 24;
/** How many code units of an answer a note must hold for this section: enough to show that more is left. */
export const NOTE_ANSWER_CHARS: number = ANSWER_CHARS + 1;

interface Kind {
  readonly key: "failed" | "errored" | "undecided" | "quarantined";
  readonly title: string;
  readonly mark: string;
  readonly tone: Tone;
}

const KINDS: readonly Kind[] = [
  { key: "failed", title: "Failed", mark: "✗", tone: "bad" },
  { key: "errored", title: "Errored: no answer came", mark: "!", tone: "bad" },
  { key: "undecided", title: "Undecided: a check could not tell", mark: "?", tone: "unsure" },
  { key: "quarantined", title: "Quarantined: counts in no rate and no gate", mark: "q", tone: "quiet" },
];

/** Every trial that did not pass and why, as far as the digest goes, then how many were skipped for what reason. */
export function notesSection(digest: TrialDigest, width: number, style: Style): string[] {
  const sections = KINDS.filter(({ key }) => digest[key].total > 0).map((kind) =>
    listLines(digest[kind.key], kind, width, style).join("\n"),
  );
  return digest.skipped.size === 0 ? sections : [...sections, skippedLines(digest, width, style).join("\n")];
}

function listLines(list: NoteList, kind: Kind, width: number, style: Style): string[] {
  const more = list.total - list.told;
  return [
    style("strong", `${kind.title} (${plural(list.total, "trial")})`),
    ...list.notes.flatMap((note) => noteLines(note, kind, width, style)),
    ...(more > 0 ? [style("quiet", `  … and ${more} more: see --reporter json=FILE`)] : []),
  ];
}

function noteLines(note: TrialNote, kind: Kind, width: number, style: Style): string[] {
  const trials = `trial${note.trials.length === 1 ? "" : "s"} ${shortList(note.trials)}`;
  const ending = note.ending === null ? [] : [note.ending];
  const quarantine = kind.key === "quarantined" ? [note.kind] : [];
  const title = [
    safeLine(note.caseId),
    safeLine(note.arm),
    trials,
    ...quarantine,
    ...ending.map((word) => safeLine(word)),
  ];
  const place = `${safeLine(note.file)}:${note.line}`;
  const layout = { width, indent: 4, labelWidth: labelWidthOf(note), style };
  return [
    ...headingLines(`${kind.mark} ${title.join(" · ")}`, place, width).map((line, index, all) =>
      style(index > 0 && index === all.length - 1 ? "quiet" : kind.tone, line),
    ),
    ...note.findings.flatMap((finding) => labelled(findingLabel(finding), safeLine(finding.reason, 600), layout)),
    ...answerLines(note, layout),
  ];
}

/** Which trial, and where its case stands; a place is never cut, so that it can be clicked. */
function headingLines(title: string, place: string, width: number): string[] {
  return [...paragraph(title, width, "  "), `    ${place}`];
}

function answerLines(note: TrialNote, layout: Parameters<typeof labelled>[2]): string[] {
  return note.answers.flatMap(({ turn, text, length }) => {
    const label = turn === null ? "answer" : `turn ${turn}`;
    if (text === "") return labelled(label, "(empty)", layout);
    const { lines } = safeStart(text, ANSWER_LINES, ANSWER_CHARS);
    const left = length - lines.join("\n").length;
    const quoted = { ...layout, gutter: "│ " };
    const shown = lines.flatMap((line, index) => labelled(index === 0 ? label : "", line, quoted));
    const more = `… ${plural(left, "more character")}`;
    return left > 0 ? [...shown, ...labelled("", more, { ...quoted, tone: "quiet" })] : shown;
  });
}

function findingLabel(finding: Finding): string {
  return safeLine(finding.check ?? "", MAX_LABEL - 1);
}

function labelWidthOf(note: TrialNote): number {
  const labels = note.findings.map((finding) => displayWidth(findingLabel(finding)));
  return Math.max(note.kind === "errored" ? 0 : 6, ...labels);
}

function shortList(trials: readonly number[]): string {
  return trials.length <= 8 ? trials.join(", ") : `${trials.slice(0, 8).join(", ")} … (${trials.length})`;
}

function skippedLines(digest: TrialDigest, width: number, style: Style): string[] {
  const total = [...digest.skipped.values()].reduce((sum, { trials }) => sum + trials, 0);
  return [
    style("strong", `Skipped: not run (${plural(total, "trial")})`),
    ...[...digest.skipped].flatMap(([reason, skipped]) =>
      paragraph(`- ${skipped.trials} × ${safeLine(reason)} (${safeLine(caseList(skipped), 600)})`, width, "  "),
    ),
  ];
}
