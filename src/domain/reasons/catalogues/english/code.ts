import type { CodeReason, ExpressionFault, NamedScript, ScriptFault, ThreadEnd, Thrown } from "../../code.ts";
import type { Quotation } from "../../excerpt.ts";
import type { NoJson } from "../../json.ts";
import type { Sentences } from "../../reason.ts";

type Parts = ExpressionFault | ScriptFault | Thrown | ThreadEnd;

/** What expressions and scripts say, and threads that end. */
export const CODE: Sentences<CodeReason | Exclude<Parts, NoJson | Quotation>> = {
  "expr.true": ({ source }) => `${source} is true`,
  "expr.false": ({ source, text }) => `${source} is false for ${text}`,
  "expr.not-boolean": ({ source, got }) => `${source} gave ${got}, not true or false`,
  "expr.failed": ({ source, why }, say) => `${source} could not be worked out: ${say(why)}`,
  "expr.too-much": () => "the expression does too much work for this answer",
  "expr.bad-pattern": ({ engine }) => `the pattern is not valid: ${engine}`,
  "script.returned": ({ script, value }) => `${named(script)} returned ${value}`,
  "script.returned-pass": ({ script, pass }) => `${named(script)} returned pass: ${pass}`,
  "script.nonsense": ({ script, got }) => `${named(script)} returned ${got}, ${EXPECTED}`,
  "script.no-pass": ({ script }) => `${named(script)} returned an object without a boolean \`pass\`, ${EXPECTED}`,
  "script.bad-score": ({ script, got }) => `${named(script)} returned the score ${got}, expected 0 to 1`,
  "script.failed": ({ script, why }, say) => `${named(script)}: ${say(why)}`,
  "script.late": ({ seconds }) => `the script did not answer within ${seconds} s`,
  "script.function-late": ({ seconds }) => `it did not answer within ${seconds} s`,
  "script.function-gone": () => "the program has no such function any more",
  "script.no-function": () => "the script has no default export that is a function",
  "script.unloadable": ({ thrown }, say) => `the script does not load: ${say(thrown)}`,
  "script.threw": ({ thrown }, say) => say(thrown),
  "script.died": ({ why }, say) => `the script failed outside of its function: ${say(why)}`,
  thrown: ({ isError, words }) => (isError ? words : `threw ${words}`),
  "apart.late": ({ seconds }) => `the check takes longer than its limit of ${seconds} s on this answer`,
  "apart.died": ({ why }, say) => `the check could not be graded on this answer: ${say(why)}`,
  "thread.run-over": () => "the run is over",
  "thread.exited": ({ exit }) => `it ended its thread (exit ${exit})`,
  "thread.memory": ({ megabytes }) => `it needed more than ${megabytes} MB of memory`,
};

const EXPECTED = "expected true, false or { pass, score?, reason? }";

function named({ kind, name }: NamedScript): string {
  return kind === "file" ? name : `the function ${name}`;
}
