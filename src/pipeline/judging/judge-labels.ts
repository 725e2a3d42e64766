import { said } from "../../domain/diagnostics/said.ts";
import type { LabelLine } from "../../domain/label.ts";
import type { Judge } from "../../domain/judge.ts";
import type { Suite } from "../../domain/suite.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import type { LabelRecord } from "../../domain/formats/records.ts";
import type { JudgeFacts } from "../../stats/judges/judge-book.ts";
import { groupLabels } from "../../stats/judges/label-groups.ts";
import { readJudged } from "../../store/labels/judged-file.ts";
import { readLabels } from "../../store/labels/label-file.ts";

/** What people say of a suite's judges, as its summary reads it. */
export interface SuiteLabels {
  readonly judges: readonly JudgeFacts[];
  readonly problems: readonly Diagnostic[];
  /** A problem for each case that labels name, to be kept for those that the suite does not have. */
  readonly cases: ReadonlyMap<string, Diagnostic>;
}

/** Reads the labels of the judges that a suite asks. `isSimulated`: is a simulator to answer for them? */
export async function suiteLabels({ judges, file }: Suite, isSimulated: boolean): Promise<SuiteLabels> {
  const facts: JudgeFacts[] = [];
  const problems: Diagnostic[] = [];
  const cases = new Map<string, Diagnostic>();
  for (const judge of judges) {
    const { labels } = judge;
    const read = labels === null ? { labels: [], problems: [] } : await readLabels(labels, judge.name);
    problems.push(...read.problems);
    // A judge of the config has labels of other suites' cases too.
    const isOwn = judge.place.kind !== "node" || judge.place.file === file;
    for (const line of isOwn ? read.labels : []) {
      if (labels !== null && !cases.has(line.label.case)) cases.set(line.label.case, unknownLabel(labels, line));
    }
    facts.push(await judgeFacts(judge, read.labels, isSimulated));
  }
  return { judges: facts, problems, cases };
}

function unknownLabel(file: string, { line, label }: LabelLine): Diagnostic {
  const place = { kind: "line" as const, file, line, column: null };
  return { severity: "warning", place, ...said("unknown-label", { id: label.case }) };
}

async function judgeFacts(judge: Judge, lines: readonly LabelLine[], isSimulated: boolean): Promise<JudgeFacts> {
  const { name, hash, textsHash, readsCase, require } = judge;
  const verdicts = judge.labels === null ? [] : await readJudged(judge.labels, hash, isSimulated);
  const judged = new Map(verdicts.map(({ answer_hash: answer, verdict }) => [answer, verdict]));
  const labels = lines.map(({ label }) => label);
  const known = { name, hash, textsHash, readsCase };
  const { groups, cells, stale, unjudged } = groupLabels(labels, known, {
    half: "test",
    isSimulated,
    judged: (answer) => judged.get(answer),
  });
  return {
    name,
    hash,
    model: judge.senders.map(({ model }) => model).join(", "),
    require: require === "none" ? null : require,
    groups,
    cells,
    stale,
    unjudged,
    labelledOf: labelledByRun(labels),
  };
}

/** How many answers of each run are labelled, by whomever. */
function labelledByRun(labels: readonly LabelRecord[]): ReadonlyMap<string, number> {
  const answers = new Map<string, Set<string>>();
  for (const { drawn, answer_hash: hash, case: id, arm, trial } of labels) {
    const known = answers.get(drawn.run) ?? new Set();
    answers.set(drawn.run, known.add(JSON.stringify([id, arm, trial ?? null, hash])));
  }
  return new Map([...answers].map(([run, all]) => [run, all.size]));
}
