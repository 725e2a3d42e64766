import { reportWords } from "../../../domain/diagnostics/report-words.ts";
import type { LabelsWanted } from "../../../domain/insights.ts";
import type { ReportHead, ReporterOptions } from "../../../domain/reporter.ts";
import { worstFirst } from "../news.ts";
import { againCommand, type CasePlace, type NamedArm } from "./again-command.ts";
import { labelsFile } from "../../../domain/diagnostics/wording/judge-option.ts";
import { gradeCommand, judgesCommand, labelCommand } from "./run-commands.ts";
import { goOn, type NextStep } from "./go-on.ts";
import { isPasteable, option, shellWord } from "./shell-word.ts";

/** The case to look at first. */
export interface FirstFailure {
  readonly file: string;
  readonly caseId: string;
  readonly arm: string;
  /** All of its suite. */
  readonly arms: readonly NamedArm[];
}

/** Judges that are named in the steps of one run. */
const MAX_JUDGES = 3;

/** What to do next, the most pressing first. Safe to show. */
export function nextSteps(
  head: ReportHead,
  first: FirstFailure | null,
  { store, verbose }: Pick<ReporterOptions, "store" | "verbose">,
): NextStep[] {
  const run = shellWord(head.run.id);
  const where = storeWords(store ?? null);
  const arms = head.suites.reduce((sum, suite) => sum + suite.arms.length, 0);
  const place = askedPlace(head, store ?? null);
  const again = first === null ? null : againCommand(first.caseId, first.arm, { ...first, ...place });
  const isAll = verbose === true || arms === 0;
  return [
    step("view", `prompt-run view ${run}${where}`, reportWords("see-answers")),
    ...pressingSteps(head, store ?? null),
    ...(again === null ? [] : [step("again", again, reportWords("ask-again"))]),
    ...(isAll ? [] : [step("figures", `prompt-run report ${run}${where} -v`, reportWords("see-figures"))]),
  ];
}

/** What a command that asks a case of the run again has to say of the run. */
export function askedPlace(
  { run, insights }: Pick<ReportHead, "run" | "insights">,
  store: string | null,
): Pick<CasePlace, "simulated" | "asked" | "store"> {
  const { asked } = insights ?? {};
  return {
    simulated: run.replies === "simulated",
    ...(asked === undefined ? {} : { asked }),
    ...(store === null ? {} : { store }),
  };
}

/** Is the worst news of a run a suite with failed answers? Then the first of these is to be looked at before anything else. */
export function isAboutFailures(head: Pick<ReportHead, "suites">): boolean {
  const suite = worstFirst(head)[0];
  return suite?.verdict === "fail" && suite.arms.some(({ failed }) => failed > 0);
}

/** What a run lacks before it has a verdict: answers, or labels of its judges. `store`: null where it is the usual one. */
export function pressingSteps(head: ReportHead, store: string | null): NextStep[] {
  const more = goOn(head, store);
  return [...(more === null ? [] : [more]), ...baselineSteps(head, store), ...labelSteps(head, store)];
}

/** A baseline that is there and that nothing named: the answers that are kept are held against it, and nothing is asked anew. */
function baselineSteps({ run, suites }: ReportHead, store: string | null): NextStep[] {
  const open = suites.filter(({ verdict }) => verdict === "incomplete");
  const [near, ...others] = new Set(open.flatMap(({ insights: { baseline_near: one } = {} }) => one ?? []));
  const command = near === undefined ? null : gradeCommand({ id: run.id, store }, near);
  if (command === null || others.length > 0) return [];
  return [step("more", command, reportWords("hold-against"))];
}

/** Judges that leave a suite without a verdict since nobody measured them, and what makes them count. */
function labelSteps({ run, suites }: ReportHead, store: string | null): NextStep[] {
  const open = suites
    .filter(({ verdict, file }) => verdict === "incomplete" && isPasteable(file))
    .flatMap(({ file, insights: { labels_wanted: wanted = [], unlabelled = [] } = {} }) =>
      wanted.map((one) => ({ ...one, file, isBare: unlabelled.includes(one.judge) })),
    );
  const judges = new Map(open.map((one) => [one.judge, one]));
  const isSimulated = run.replies === "simulated";
  return [...judges.values()].slice(0, MAX_JUDGES).flatMap((one) => {
    const label = labelCommand({ id: run.id, store }, one.judge);
    const command = one.waiting > 0 ? judgesCommand(one, isSimulated) : label;
    const what = reportWords(one.waiting > 0 ? "ask-judge" : "label-answers");
    return command === null ? [] : { kind: "more", command, what, first: firstOf(one) };
  });
}

type Wanted = LabelsWanted & { readonly file: string; readonly isBare: boolean };

/** What has to be changed by hand before labels can make a judge count. */
function firstOf({ judge, file, isBare, rule, wanted, answers }: Wanted): string | null {
  const parts = [
    ...(rule === null ? [] : [reportWords("ask-for-rule", { rule, file })]),
    ...(wanted > answers ? [reportWords("add-cases", { file, wanted, answers })] : []),
    ...(isBare ? [reportWords("add-labels", { labels: labelsFile(judge), judge, file })] : []),
  ];
  return parts.length === 0 ? null : reportWords("all-of", { parts });
}

function step(kind: NextStep["kind"], command: string, what: string): NextStep {
  return { kind, command, what, first: null };
}

function storeWords(store: string | null): string {
  return store === null ? "" : ` ${option("store", store)}`;
}
