import type { CheckKind, Prepared, PrepareTools, Script, Verdict } from "../../domain/check.ts";
import type { Json } from "../../domain/values/json.ts";
import type { Problem } from "../../domain/values/problem.ts";
import { ArgumentReader } from "../parts/argument-reader.ts";
import { fail, pass, undecided } from "../parts/verdict.ts";

/** What the default export of a trusted local module says. */
export const script: CheckKind = { type: "script", prepare };

const DEFAULT_TIMEOUT_S = 10;

function prepare(args: Json, tools: PrepareTools): Prepared | readonly Problem[] {
  const read = new ArgumentReader(args, "file", ["file", "function", "content_hash", "timeout_s"]);
  const script = readScript(read);
  const timeoutS = read.amount("timeout_s") ?? DEFAULT_TIMEOUT_S;
  // For hashes alone: a script that has changed is another check.
  if (read.has("content_hash")) read.text("content_hash");
  if (timeoutS === 0) read.reject("timeout_s", "the script needs more than 0 seconds");
  if (read.problems.length > 0) return read.problems;
  const shown = script.kind === "file" ? script.name : `the function ${script.name}`;
  return {
    grade: async (answer, context) => {
      const result = await tools.runScript(script, timeoutS * 1000, answer, context);
      return result.status === "returned" ? readVerdict(shown, result.value) : undecided(`${shown}: ${result.message}`);
    },
  };
}

function readScript(read: ArgumentReader): Script {
  if (read.has("function")) {
    if (read.has("file")) read.reject("file", "`file` does not go with `function`");
    return { kind: "function", name: read.text("function") };
  }
  const file = read.text("file");
  if (read.has("file") && file === "" && read.problems.length === 0) read.reject("file", "the path is empty");
  return { kind: "file", name: file };
}

/** A boolean, or { pass, score?, reason? }; anything else is nonsense, and leaves the check undecided. */
function readVerdict(file: string, value: unknown): Verdict {
  if (typeof value === "boolean") return value ? pass(`${file} returned true`) : fail(`${file} returned false`);
  if (typeof value !== "object" || value === null) return undecided(`${file} returned ${String(value)}, ${EXPECTED}`);
  const { pass: passes, score, reason }: { pass?: unknown; score?: unknown; reason?: unknown } = value;
  if (typeof passes !== "boolean")
    return undecided(`${file} returned an object without a boolean \`pass\`, ${EXPECTED}`);
  if (score !== undefined && score !== null && !isScore(score))
    return undecided(`${file} returned the score ${typeof score === "number" ? score : typeof score}, expected 0 to 1`);
  const said = typeof reason === "string" && reason !== "" ? reason : `${file} returned pass: ${passes}`;
  const given = isScore(score) ? score : null;
  return passes ? pass(said, given ?? 1) : fail(said, given ?? 0);
}

const EXPECTED = "expected true, false or { pass, score?, reason? }";

function isScore(score: unknown): score is number {
  return typeof score === "number" && score >= 0 && score <= 1;
}
