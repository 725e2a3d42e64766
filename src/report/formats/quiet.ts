import { EXIT } from "../../domain/exit-code.ts";
import { reportWords } from "../../domain/diagnostics/report-words.ts";
import type { ArmSummary } from "../../domain/formats/records.ts";
import type { Reporter, ReportHead, SuiteHead } from "../../domain/reporter.ts";
import { displayWidth, padToWidth } from "../../base/display-width.ts";
import { formatUsd, sumKnown } from "../../base/figures.ts";
import { inert, safeLine } from "../../base/inert.ts";
import { createStyle } from "../../base/style.ts";
import type { Style } from "../../base/style.ts";
import { type TagRate, tagRates, tagRateText } from "../words/tag-rates.ts";
import { commandWords, meterSentence } from "../words/meter-words.ts";
import { newsOf } from "../words/news.ts";
import { exitMeaning, partLook, runLook, standingTexts, suiteLook, type VerdictLook } from "../words/words.ts";

const MAX_NAME = 60;
const MAX_TAGS = 3;

/**
 * What must be said beside the verdict, then one line a suite and, for several suites, one for the run: verdict, passed trials of those that were run, cost, why
 * it did not pass, and the weakest tags.
 */
export const quiet: Reporter = async function* (head, _trials, options) {
  const style = createStyle(options.color);
  if (head.meter !== undefined) {
    const { tone, words } = runLook(head);
    const said = `${commandWords(head.meter)}  ${meterSentence(head, head.meter)}`;
    return yield inert(`${style(tone, words)}  ${safeLine(said, 600)}  exit ${head.exit_code}${sourceOf(head)}\n`);
  }
  const suites = head.suites.map((suite) => suiteLine(suite, head));
  const [alone] = suites;
  const lines = suites.length === 1 && alone !== undefined ? [standingFor(alone, head)] : [...suites, runLine(head)];
  const nameWidth = Math.max(...lines.map((line) => displayWidth(line.name)));
  const text = lines.map((line, index) => {
    const exit = index === lines.length - 1 ? `  exit ${head.exit_code}${sourceOf(head)}` : "";
    return drawLine(line, nameWidth, style) + exit + reasonText(line) + tagsText(line);
  });
  const notes = standingTexts(head).map((note) => style("unsure", `! ${safeLine(note, 600)}`));
  yield inert(`${[...notes, ...text].join("\n")}\n`);
};

function sourceOf({ run }: ReportHead): string {
  return run.replies === "live" ? "" : `  ${run.replies.toUpperCase()}`;
}

interface QuietLine {
  readonly look: VerdictLook;
  readonly name: string;
  readonly passed: number;
  /** Without skipped and quarantined ones. */
  readonly trials: number;
  readonly skipped: number;
  /** Do some of those that passed hang on a judge that is not believed as it is? */
  readonly isJudged: boolean;
  /** The weakest first. */
  readonly tags: readonly TagRate[];
  readonly costUsd: number | null;
  readonly reason: string | null;
}

function suiteLine(suite: SuiteHead, head: ReportHead): QuietLine {
  const sum = (count: (arm: ArmSummary) => number): number => suite.arms.reduce((total, arm) => total + count(arm), 0);
  return {
    look: partLook(head, suiteLook(suite)),
    name: safeLine(suite.name, MAX_NAME),
    passed: sum((arm) => arm.passed),
    trials: sum((arm) => arm.trials - arm.skipped),
    skipped: sum((arm) => arm.skipped),
    isJudged: sum((arm) => arm.as_judged ?? 0) > 0,
    tags: tagRates(suite),
    // A suite alone has what its judges took beside its answers.
    costUsd: head.suites.length === 1 ? head.totals.cost_usd : sumKnown(suite.arms.map((arm) => arm.cost_usd)),
    reason: reasonOf(suite),
  };
}

/** A suite's line as the run's: where its own verdict does not explain the exit code, with what does. */
function standingFor(line: QuietLine, head: ReportHead): QuietLine {
  if (head.exit_code === EXIT.ok || line.reason !== null) return line;
  return { ...line, look: runLook(head), reason: exitMeaning(head) };
}

/** Why a suite did not pass: what it is worse than, and all its rules that decided. */
function reasonOf(suite: SuiteHead): string | null {
  const [item] = newsOf({ suites: [suite] });
  if (item === undefined || item.reasons.length === 0) return null;
  const worse = item.isWorse ? `${reportWords("suite-end", { end: item.end })}: ` : "";
  return `${worse}${item.reasons.join("; ")}`;
}

function runLine(head: ReportHead): QuietLine {
  const { totals } = head;
  const reason = head.exit_code === EXIT.ok ? null : exitMeaning(head);
  const { passed, skipped, cost_usd: costUsd } = totals;
  const trials = totals.trials - skipped - totals.quarantined;
  const isJudged = (totals.as_judged ?? 0) > 0;
  return { look: runLook(head), name: "all", passed, trials, skipped, isJudged, tags: [], costUsd, reason };
}

function drawLine(line: QuietLine, nameWidth: number, style: Style): string {
  const verdict = style(line.look.tone, line.look.words);
  const skipped = line.skipped === 0 ? "" : ` (${line.skipped} skipped)`;
  const counts = `${line.passed}/${line.trials}${line.isJudged ? " as judged" : ""}${skipped}`;
  return `${verdict}  ${padToWidth(line.name, nameWidth)}  ${counts}  ${formatUsd(line.costUsd)}`;
}

function tagsText({ tags }: QuietLine): string {
  if (tags.length === 0) return "";
  const more = tags.length - MAX_TAGS;
  const shown = tags.slice(0, MAX_TAGS).map(tagRateText);
  return `  [${[...shown, ...(more > 0 ? [`… and ${more} more`] : [])].join(", ")}]`;
}

function reasonText(line: QuietLine): string {
  return line.reason === null ? "" : `  ${safeLine(line.reason, 600)}`;
}
