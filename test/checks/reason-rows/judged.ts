import { judgementOf } from "../../../src/judges/judgement.ts";
import { judgeQuestions } from "../../../src/judges/question.ts";
import type { Verdict } from "../../../src/domain/check.ts";
import type { Judge } from "../../../src/domain/judge.ts";
import type { JudgeReply } from "../../../src/domain/judging.ts";
import { type Completion, NO_USAGE } from "../../../src/domain/run/completion.ts";
import { quotation } from "../../../src/domain/reasons/excerpt.ts";
import { loadProject } from "../../helpers/load-project.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const SUITE = `model: new-haiku
prompt: "X"
judges:
  WHOLE: { model: new-sonnet, rubric: R, repeats: 3 }
  GRADES: { model: new-sonnet, rubric: R, choices: { GOOD: 1, BAD: 0 }, pass_at: 0.5 }
  PARTS: { model: new-sonnet, criteria: { POLITE: P, SHORT: S, EXACT: E } }
  PANEL: { panel: [new-sonnet, new-haiku, new-opus], rubric: R }
expect: [ { judge: WHOLE }, { judge: GRADES }, { judge: PARTS }, { judge: PANEL } ]
cases: [ { id: A } ]
`;

/** A reply: its text, or how it ended; null: none came. */
type Given = string | Partial<Completion> | null;
/** A judge, the replies of each of its models, and whether it must quote. */
type JudgedRow = readonly [judge: string, replies: readonly (readonly Given[])[], needsQuote?: true];

const PASS = '{"evidence":"","reasoning":"IT  IS\\nSO","verdict":"pass"}';
const FAIL = '{"evidence":"","reasoning":"","verdict":"fail"}';
const UNSURE = '{"evidence":"","reasoning":"WHO KNOWS","verdict":"unsure"}';

const ROWS: readonly JudgedRow[] = [
  ["WHOLE", [[]]],
  ["WHOLE", [[PASS]]],
  ["WHOLE", [[FAIL]]],
  ["WHOLE", [[PASS, PASS, FAIL]]],
  ["WHOLE", [[PASS, FAIL, UNSURE]]],
  ["WHOLE", [[null]]],
  ["WHOLE", [[{ ending: "refusal" }]]],
  ["WHOLE", [[{ ending: "truncated", stopReason: "max_tokens" }]]],
  ["WHOLE", [[{ ending: "tool_use", stopReason: "tool_use" }]]],
  ["WHOLE", [["NO  FORM ".repeat(20)]]],
  ["WHOLE", [['{"verdict":"MAYBE"}']]],
  ["WHOLE", [['{"verdict":7}']]],
  ["WHOLE", [[UNSURE]]],
  ["WHOLE", [['{"verdict":"unsure"}']]],
  ["WHOLE", [[UNSURE.replace("WHO KNOWS", "X ".repeat(400))]]],
  ["WHOLE", [[PASS]], true],
  ["WHOLE", [[PASS.replace('"evidence":""', '"evidence":"NEVER"')]], true],
  ["WHOLE", [[PASS.replace('"evidence":""', '"evidence":"O … O"')]], true],
  ["GRADES", [['{"evidence":"","reasoning":"R","verdict":"GOOD"}']]],
  ["GRADES", [['{"evidence":"","reasoning":"","verdict":"BAD"}']]],
  ["PARTS", [[`{"POLITE":${PASS},"SHORT":${FAIL},"EXACT":${UNSURE}}`]]],
  ["PARTS", [[`{"POLITE":${PASS},"SHORT":${PASS}}`]]],
  ["PANEL", [[PASS], [FAIL], [UNSURE]]],
  ["PANEL", [[PASS], [FAIL], [null]]],
  ["PANEL", [[PASS], [PASS], [PASS]]],
];

/** What judges' replies come to: what was replied, and the verdict. */
export function judgedVerdicts(): readonly { readonly of: string; readonly verdict: Verdict }[] {
  const { loaded } = loadProject(temporaryProject({ "suite.yaml": SUITE }));
  const judges = loaded.ok ? loaded.value.judges : [];
  return ROWS.map(([name, replies, needsQuote]) => {
    const judge = judges.find((one) => one.name === name);
    if (judge === undefined) throw new Error(`no judge ${name}: ${JSON.stringify(loaded)}`);
    const quoting = needsQuote === true ? { ...judge, needsQuote } : judge;
    return { of: `${name} ${JSON.stringify(replies)}`, verdict: verdictOn(name, quoting, replies) };
  });
}

function verdictOn(name: string, judge: Judge, replies: JudgedRow[1]): Verdict {
  const texts = { rubric: "R", meanings: {} };
  const shown = { input: "I", output: "O" };
  const questions = judgeQuestions({ name, judge, texts, isOfCase: false, shown, canCache: () => false });
  const given = questions.map(({ id }, index) => [id, (replies[index] ?? []).map(replyOf)] as const);
  return judgementOf(name, questions, new Map(given));
}

function replyOf(given: Given): JudgeReply {
  if (given === null) return { status: "failed", why: quotation("OVERLOADED") };
  const completion: Completion = {
    content: [],
    text: typeof given === "string" ? given : "",
    toolCalls: [],
    ending: "complete",
    stopReason: "end_turn",
    refusalCategory: null,
    usage: NO_USAGE,
    modelServed: "M",
    ...(typeof given === "string" ? {} : given),
  };
  return { status: "answered", completion, costPico: null, reused: false };
}
