import { reportWords } from "../../domain/diagnostics/report-words.ts";
import { plural } from "../../base/figures.ts";
import { safeStart } from "../../base/inert.ts";
import type { SuiteHead } from "../../domain/reporter.ts";
import { shortArmNames } from "../words/arm-names.ts";
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
import { fold, type Piece } from "./document.ts";
import { markdownCode, markdownText, preformatted } from "./escape.ts";

/** Cases of a check that are listed in the open, of at most so many checks; the answers stand behind a fold. */
const OPEN_CASES = 5;
const OPEN_GROUPS = 3;
const ANSWER_LINES = 20;
/** How many code units of an answer are shown. */
export const ANSWER_CHARS = 1_200;

const KINDS: readonly { readonly key: TroubleKind; readonly noun: string; readonly mark: string }[] = [
  { key: "failed", noun: "failure", mark: "✗" },
  { key: "errored", noun: "error", mark: "!" },
  { key: "undecided", noun: "undecided case", mark: "?" },
  { key: "quarantined", noun: "quarantined case", mark: "q" },
];

/** How a suite's failures are shown. */
export interface FailureView {
  readonly suite: SuiteHead;
  /** Are the first ones listed in the open? Of a suite that passed all are behind a fold. */
  readonly isOpen: boolean;
  /** How long a fold may be. */
  readonly foldChars: number;
}

/** What did not pass, by check and case: the first cases in the open, every one with its answers behind a fold. */
export function failurePieces(digest: FailureDigest, view: FailureView): Piece[] {
  const { suite, isOpen, foldChars } = view;
  const names = shortArmNames(suite.arms);
  const nameOf = suite.arms.length < 2 ? null : (arm: string): string => names.get(arm) ?? arm;
  return [
    ...KINDS.filter(({ key }) => digest[key].trials > 0).flatMap((kind) => {
      const list = digest[kind.key];
      const isShown = isOpen && kind.key !== "quarantined";
      const title = `${suite.name}: ${failureTitle(kind.key, list)}`;
      return [
        ...(isShown ? [{ noun: "list of failures", rank: 2, text: openList(list, kind, { nameOf, title }) }] : []),
        ...foldedList(list, kind, {
          nameOf,
          title: `${suite.name}: ${failureTitle(kind.key, list)}`,
          isShown,
          foldChars,
        }),
      ];
    }),
    ...skippedPieces(digest),
  ];
}

type NameOf = ((arm: string) => string) | null;
type Kind = (typeof KINDS)[number];

function openList(list: FailureList, kind: Kind, { nameOf, title }: Pick<FoldedView, "nameOf" | "title">): string {
  const groups = list.groups.slice(0, OPEN_GROUPS);
  const more = list.groups.length - groups.length;
  const lines = groups.flatMap((group) => {
    const left = group.cases - Math.min(OPEN_CASES, group.shown.length);
    return [
      `- ${kind.mark} **${markdownText(group.check ?? "")}** · ${plural(group.trials, "trial")}${group.trials === group.cases ? "" : ` in ${plural(group.cases, "case")}`}`,
      ...group.shown.slice(0, OPEN_CASES).map((failed) => `  - ${caseLine(failed, group, nameOf)}`),
      ...(left > 0 ? [`  - … ${plural(left, "more case")}`] : []),
    ];
  });
  const rest = more > 0 ? [`- … ${plural(more, "more check")}`] : [];
  return [`**${markdownText(title)}**`, [...lines, ...rest].join("\n")].join("\n\n");
}

/** "▼ `en-1` · haiku, sonnet · expected "a", got "b" · “My parcel …”". */
function caseLine(failed: FailedCase, group: FailureGroup, nameOf: NameOf): string {
  const [first] = failed.variants;
  const arms =
    nameOf === null
      ? []
      : [
          armsText(
            failed.variants.flatMap(({ trials }) => [...trials.keys()]),
            nameOf,
          ),
        ];
  const reason = first === undefined ? "" : markdownText(reasonText(first, group), 160);
  const input =
    failed.input === null || failed.input === failed.label ? [] : [`<sub>“${markdownText(failed.input, 80)}”</sub>`];
  return [`${failed.isRegressed ? "▼ " : ""}${markdownCode(failed.label, 80)}`, ...arms, reason, ...input].join(" · ");
}

function armsText(arms: readonly string[], nameOf: (arm: string) => string): string {
  const names = [...new Set(arms)].map((arm) => markdownText(nameOf(arm)));
  return names.length > 4 ? `${names.slice(0, 4).join(", ")} and ${names.length - 4} more` : names.join(", ");
}

function reasonText({ findings, ending }: FailureVariant, { check }: FailureGroup): string {
  const reasons = findings.map((finding) => (finding.check === check ? finding.reason : findingText(finding)));
  return [...(ending === null ? [] : [ending]), ...reasons].join("; ");
}

interface FoldedView {
  readonly nameOf: NameOf;
  readonly title: string;
  readonly isShown: boolean;
  readonly foldChars: number;
}

/** A fold with every case and its answers, as many as it may hold. */
function foldedList(list: FailureList, kind: Kind, { nameOf, title, isShown, foldChars }: FoldedView): Piece[] {
  const cases = list.groups.flatMap((group) => group.shown.map((failed) => caseText(failed, group, nameOf)));
  const left = list.cases - cases.length;
  const summary = `<details><summary>${markdownText(isShown ? `Answers: ${title}` : title)}</summary>`;
  const more = left > 0 ? [reportWords("more-elsewhere", { left: plural(left, "more case") })] : [];
  const text = fold(summary, [...cases, ...more], foldChars);
  return [{ noun: `list of ${kind.noun}s`, rank: isShown ? 4 : 5, text }];
}

function caseText(failed: FailedCase, group: FailureGroup, nameOf: NameOf): string {
  const place = markdownCode(`${failed.file}:${failed.line}`, 300);
  const input = failed.input === null ? [] : [`> ${markdownText(failed.input, 300)}`];
  return [
    `**${failed.isRegressed ? "▼ " : ""}${markdownCode(failed.label)}** · ${markdownText(group.check ?? "")} · ${place}`,
    ...input,
    ...failed.variants.flatMap((variant) => variantParts(variant, failed, group, nameOf)),
  ].join("\n\n");
}

function variantParts(variant: FailureVariant, failed: FailedCase, group: FailureGroup, nameOf: NameOf): string[] {
  const arms = [...variant.trials].map(([arm, count]) => {
    const all = failed.of.get(arm) ?? count;
    const share = all === count ? "" : ` ${count} of ${all}`;
    return `${nameOf === null ? "" : markdownText(nameOf(arm))}${share}`.trim();
  });
  const who = arms.filter((text) => text !== "").join(", ");
  const reason = markdownText(reasonText(variant, group), 600);
  return [`${who === "" ? "" : `${who}: `}${reason}`, ...answerParts(variant)];
}

function answerParts({ answers, kind }: FailureVariant): string[] {
  if (kind === "errored") return [];
  return answers.flatMap(({ turn, text, length, calls }) => {
    const called = calls.length === 0 ? [] : [calls.map((call) => `→ ${markdownCode(call, 200)}`).join("\\\n")];
    if (text === "" && calls.length > 0) return called;
    const which = turn === null ? "The answer" : `The answer of turn ${turn}`;
    if (text === "") return [reportWords("answer-empty", { answer: which })];
    const { lines } = safeStart(text, ANSWER_LINES, ANSWER_CHARS);
    const shown = lines.join("\n");
    const left = length - shown.length;
    return [
      ...called,
      ...(turn === null ? [] : [`${which}:`]),
      `<pre>${preformatted(shown)}</pre>`,
      ...(left > 0 ? [`… ${plural(left, "more character")}`] : []),
    ];
  });
}

function skippedPieces(digest: FailureDigest): Piece[] {
  if (digest.skipped.size === 0) return [];
  const reasons = [...digest.skipped].map(([reason, skipped]) => {
    return `- ${skipped.trials} × ${markdownText(reason)} (${markdownText(caseList(skipped), 600)})`;
  });
  return [{ noun: "list of skipped trials", rank: 4, text: `**Not run**\n\n${reasons.join("\n")}` }];
}
