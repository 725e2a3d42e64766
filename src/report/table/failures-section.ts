import { displayWidth, padToWidth, truncateToWidth } from "../../base/display-width.ts";
import { plural } from "../../base/figures.ts";
import { safeLine, safeStart } from "../../base/inert.ts";
import type { Style, Tone } from "../../base/style.ts";
import { isHashedId } from "../words/case-label.ts";
import type {
  FailedCase,
  FailureDigest,
  FailureGroup,
  TroubleKind,
  FailureList,
  FailureVariant,
} from "../failures/failure-digest.ts";
import { failureTitle } from "../failures/failure-words.ts";
import { findingText } from "../words/trial-notes.ts";
import { caseList } from "../words/words.ts";
import { paragraph } from "./paragraph.ts";

/** How the failures of a suite are laid out. */
export interface FailureLayout {
  readonly width: number;
  readonly style: Style;
  readonly isVerbose: boolean;
  /** An arm's name; null where the suite has one arm, which needs none. */
  readonly nameOf: ((arm: string) => string) | null;
  /** A place as it is shown: perhaps with a hyperlink. */
  readonly place: (file: string, line: number) => string;
}

interface Kind {
  readonly key: TroubleKind;
  readonly mark: string;
  readonly tone: Tone;
}

const KINDS: readonly Kind[] = [
  { key: "failed", mark: "✗", tone: "bad" },
  { key: "errored", mark: "!", tone: "bad" },
  { key: "undecided", mark: "?", tone: "unsure" },
  { key: "quarantined", mark: "q", tone: "quiet" },
];

/** What did not pass, by check and then by case, as far as the digest goes; then how many trials were skipped for what reason. */
export function failuresSection(digest: FailureDigest, layout: FailureLayout): string[] {
  const sections = KINDS.filter(({ key }) => digest[key].trials > 0).map((kind) =>
    listLines(digest[kind.key], kind, layout),
  );
  return [...sections, skippedLines(digest, layout)]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"));
}

const MAX_GROUPS = 12;

function listLines(list: FailureList, kind: Kind, layout: FailureLayout): string[] {
  const { style, width } = layout;
  const groups = list.groups.slice(0, layout.isVerbose ? 100 : MAX_GROUPS);
  const more = list.groups.length - groups.length;
  return [
    ...paragraph(failureTitle(kind.key, list), width, "").map((line) => style("strong", line)),
    ...groups.flatMap((group) => groupLines(group, kind, layout)),
    ...(more > 0 ? [style("quiet", `  … and ${plural(more, "more check")}: -v lists them`)] : []),
  ];
}

function groupLines(group: FailureGroup, kind: Kind, layout: FailureLayout): string[] {
  const { style, width } = layout;
  const shown = group.shown;
  const more = group.cases - shown.length;
  const counts =
    group.trials === group.cases ? String(group.trials) : `${group.trials} in ${plural(group.cases, "case")}`;
  const title = `${kind.mark} ${safeLine(group.check ?? "", 200)} · ${counts}`;
  const widest = Math.max(0, ...shown.map((failed) => displayWidth(labelText(failed))));
  const common = commonReason(group);
  const inGroup = { ...layout, common, group, kind, labelCells: Math.min(MAX_LABEL_CELLS, widest) };
  return [
    ...paragraph(title, width, "").map((line) => style(kind.tone, line)),
    ...(common === null ? [] : paragraph(common, width, INDENT)),
    ...shown.flatMap((failed) => caseLines(failed, inGroup)),
    ...(more > 0 ? [style("quiet", `    … ${more} more ${more === 1 ? "case" : "cases"}`)] : []),
  ];
}

const INDENT = "  ";
const MAX_LABEL_CELLS = 26;

/** A group's layout: what its cases have in common. */
interface GroupLayout extends FailureLayout {
  readonly group: FailureGroup;
  readonly kind: Kind;
  readonly labelCells: number;
  /** The reason of all cases, told once; null where they have several. */
  readonly common: string | null;
}

const LEAST_ALIKE = 3;

/** What every case that is shown failed for, when it is the same for all of them. */
function commonReason(group: FailureGroup): string | null {
  const variants = group.shown.flatMap((failed) => failed.variants);
  const [first] = variants;
  if (first === undefined || group.shown.length < LEAST_ALIKE || variants.length !== group.shown.length) return null;
  const reason = reasonText(first, group);
  return variants.every((variant) => reasonText(variant, group) === reason) ? reason : null;
}

/** A case without an id of its own is called by its place, which then stands behind it anyway. */
function labelText({ id, label, isRegressed }: FailedCase): string {
  return `${isRegressed ? "▼ " : ""}${isHashedId(id) ? "" : safeLine(label, 120)}`.trim();
}

/** A case: its name, arms, reason and place on one line where they fit, then its input, and answers that say more than the reason. */
function caseLines(failed: FailedCase, layout: GroupLayout): string[] {
  const { style, width, labelCells } = layout;
  const [only] = failed.variants;
  const one = failed.variants.length === 1 && only !== undefined ? only : null;
  const label = labelCells === 0 ? [] : [padToWidth(labelText(failed), labelCells)];
  const head = [...label, ...(one === null ? [] : armParts(one, failed, layout))];
  const reason = one === null || layout.common !== null ? "" : reasonText(one, layout.group);
  const place = placeText(failed);
  const whole = [...head, ...(reason === "" ? [] : [reason]), place].join("  ");
  const shownPlace = style("quiet", layout.place(failed.file, failed.line));
  const name = head.join("  ").trimEnd();
  const isOneLine = one !== null && displayWidth(whole) <= width - INDENT.length;
  const first = isOneLine
    ? [`${INDENT}${whole.slice(0, whole.length - place.length)}${shownPlace}`]
    : stacked(name, { place, shownPlace }, layout);
  const below = [
    ...(isOneLine || reason === "" ? [] : paragraph(reason, width, `${INDENT}  `)),
    ...(one === null ? variantLines(failed, layout) : answerLines(one, layout)),
  ];
  const last = isOneLine ? `${INDENT}${whole}` : stacked(name, { place, shownPlace: place }, layout).at(-1);
  const beside = isOneLine && reason !== "" ? null : inputBeside(failed, width - displayWidth(last ?? "") - 4);
  if (beside === null) return [...first, ...inputLines(failed, layout), ...below];
  return [...first.slice(0, -1), `${first.at(-1) ?? ""}  ${style("quiet", beside)}`, ...below];
}

/** A case's name with its place behind it, or below it where both do not fit: a place is never cut. */
function stacked(
  head: string,
  { place, shownPlace }: { readonly place: string; readonly shownPlace: string },
  { width }: FailureLayout,
): string[] {
  if (head === "") return [`${INDENT}${shownPlace}`];
  const lines = paragraph(head, width, INDENT);
  const last = lines.at(-1) ?? "";
  if (displayWidth(last) + 2 + displayWidth(place) > width) return [...lines, `${INDENT}  ${shownPlace}`];
  return [...lines.slice(0, -1), `${last}  ${shownPlace}`];
}

function variantLines(failed: FailedCase, layout: GroupLayout): string[] {
  return failed.variants.slice(0, layout.isVerbose ? 12 : 4).flatMap((variant) => {
    const text = [...armParts(variant, failed, layout), reasonText(variant, layout.group)].filter(
      (part) => part !== "",
    );
    return [...paragraph(`– ${text.join("  ")}`, layout.width, `${INDENT}  `), ...answerLines(variant, layout)];
  });
}

const MAX_ARMS = 4;

/** Which arms, and how many of their trials where not all: "haiku, sonnet 2 of 5". */
function armParts(
  { trials, ending, kind: own }: FailureVariant,
  { of }: FailedCase,
  { kind, nameOf }: GroupLayout,
): string[] {
  const arms = [...trials].map(([arm, count]) => {
    const all = of.get(arm) ?? count;
    const share = all === count ? "" : `${count} of ${all}`;
    return [nameOf === null ? "" : nameOf(arm), share].filter((part) => part !== "").join(" ");
  });
  const named = arms.filter((part) => part !== "");
  const more = named.length - MAX_ARMS;
  const text = more > 1 ? `${named.slice(0, MAX_ARMS).join(", ")} and ${more} more arms` : named.join(", ");
  return [
    ...(text === "" ? [] : [text]),
    ...(kind.key === "quarantined" ? [own] : []),
    ...(ending === null ? [] : [safeLine(ending)]),
  ];
}

/** The reasons; the check that the group is of goes without saying. */
function reasonText({ findings }: FailureVariant, { check }: FailureGroup): string {
  return findings
    .map((finding) => (finding.check === check ? finding.reason : findingText(finding)))
    .map((text) => safeLine(text, 400))
    .join("; ");
}

function placeText({ file, line }: FailedCase): string {
  return `${safeLine(file)}:${line}`;
}

const LEAST_INPUT_CELLS = 30;

/** The input behind a case's place, where so many cells hold all or enough of it. */
function inputBeside({ input, label }: FailedCase, cells: number): string | null {
  if (input === null || input === label) return null;
  const text = safeLine(input, 400);
  return displayWidth(text) <= cells || cells >= LEAST_INPUT_CELLS ? `“${truncateToWidth(text, cells)}”` : null;
}

function inputLines({ input, label }: FailedCase, { width, style }: FailureLayout): string[] {
  if (input === null || input === label) return [];
  const text = truncateToWidth(safeLine(input, 400), width - INDENT.length - 4);
  return [`${INDENT}  ${style("quiet", `“${text}”`)}`];
}

const SAID_CHARS = 40;

/** The answers, where the reasons do not quote them already. */
function answerLines(variant: FailureVariant, { width, style, isVerbose }: FailureLayout): string[] {
  if (variant.kind === "errored") return [];
  const reasons = variant.findings.map(({ reason }) => reason).join("\n");
  const room = Math.max(20, width - INDENT.length - 4);
  return variant.answers.flatMap(({ turn, text, length, calls }) => {
    const called = calls.flatMap((call) =>
      paragraph(`→ ${safeLine(call)}`, room, "").map((line) => `${INDENT}  ${style("quiet", `│ ${line}`)}`),
    );
    const isSaid = reasons.includes(text.trim().slice(0, SAID_CHARS)) && text.trim() !== "";
    if (isSaid && (!isVerbose || text.length <= SAID_CHARS)) return called;
    const which = turn === null ? "" : `turn ${turn}: `;
    if (text.trim() === "" && called.length > 0) return called;
    if (text.trim() === "") return [`${INDENT}  ${style("quiet", `│ ${which}(an empty answer)`)}`];
    const { lines, left } = safeStart(text.trim(), isVerbose ? 12 : 2, isVerbose ? 1_000 : Math.min(400, room * 2 - 8));
    const isCut = left > 0 || length > text.length;
    const told = lines.filter((line) => line.trim() !== "" || isVerbose);
    const answered = told.flatMap((line, index) => {
      const isLast = index === told.length - 1;
      const whole = `${index === 0 ? which : ""}${line}${isLast && isCut ? " …" : ""}`;
      return paragraph(whole, width - 4, "").map((part) =>
        `${INDENT}  ${style("quiet", "│")} ${part.trimStart()}`.trimEnd(),
      );
    });
    return [...called, ...answered];
  });
}

function skippedLines(digest: FailureDigest, { width, style }: FailureLayout): string[] {
  if (digest.skipped.size === 0) return [];
  const total = [...digest.skipped.values()].reduce((sum, { trials }) => sum + trials, 0);
  return [
    style("strong", `${plural(total, "trial")} not run`),
    ...[...digest.skipped].flatMap(([reason, skipped]) =>
      paragraph(`- ${skipped.trials} × ${safeLine(reason)} (${safeLine(caseList(skipped), 600)})`, width, "  "),
    ),
  ];
}
