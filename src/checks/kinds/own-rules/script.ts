import { quote } from "../../../base/printable.ts";
import { said } from "../../../domain/diagnostics/said.ts";
import type { CheckKind, PreparedCheck, PrepareTools, Script, Verdict } from "../../../domain/check.ts";
import { quotation } from "../../../domain/reasons/excerpt.ts";
import type { Reason } from "../../../domain/reasons/reason.ts";
import type { Json } from "../../../domain/values/json.ts";
import type { Problem } from "../../../domain/values/problem.ts";
import { ArgumentReader } from "../../parts/argument-reader.ts";
import { decide, fail, pass, undecided } from "../../parts/verdict.ts";

/** What the default export of a trusted local module says. */
export const script: CheckKind = { type: "script", prepare };

const DEFAULT_TIMEOUT_S = 10;

function prepare(args: Json, tools: PrepareTools): PreparedCheck | readonly Problem[] {
  const read = new ArgumentReader(args, "file", ["file", "function", "content_hash", "timeout_s"]);
  const script = readScript(read);
  const timeoutS = read.amount("timeout_s") ?? DEFAULT_TIMEOUT_S;
  // For hashes alone: a script that has changed is another check.
  if (read.has("content_hash")) read.text("content_hash");
  if (timeoutS === 0) read.reject("timeout_s", said("bad-check-argument.timeout"));
  if (read.problems.length > 0) return read.problems;
  return {
    grade: async (answer, context) => {
      const result = await tools.runScript(script, timeoutS * 1000, answer, context);
      if (result.status === "returned") return readVerdict(script, result.value);
      return undecided({ code: "script.failed", script, why: result.why });
    },
  };
}

function readScript(read: ArgumentReader): Script {
  if (read.has("function")) {
    if (read.has("file")) read.reject("file", said("bad-check-argument.file-and-function"));
    return { kind: "function", name: read.text("function") };
  }
  const file = read.text("file");
  if (read.has("file") && file === "" && read.problems.length === 0)
    read.reject("file", said("bad-check-argument.empty-path"));
  return { kind: "file", name: file };
}

/** A boolean, or { pass, score?, reason? }; anything else is nonsense, and leaves the check undecided. */
function readVerdict(script: Script, value: unknown): Verdict {
  if (typeof value === "boolean") return decide(value, { code: "script.returned", script, value });
  if (typeof value !== "object" || value === null)
    return undecided({
      code: "script.nonsense",
      script,
      got: typeof value === "string" ? quote(value) : String(value),
    });
  const { pass: passes, score, reason }: { pass?: unknown; score?: unknown; reason?: unknown } = value;
  if (typeof passes !== "boolean") return undecided({ code: "script.no-pass", script });
  if (score !== undefined && score !== null && !isScore(score))
    return undecided({
      code: "script.bad-score",
      script,
      got: String(typeof score === "number" ? score : typeof score),
    });
  const said = readReason(reason) ?? { code: "script.returned-pass", script, pass: passes };
  const given = isScore(score) ? score : null;
  return passes ? pass(said, given ?? 1) : fail(said, given ?? 0);
}

function readReason(reason: unknown): Reason | null {
  return typeof reason === "string" && reason !== "" ? quotation(reason) : null;
}

function isScore(score: unknown): score is number {
  return typeof score === "number" && score >= 0 && score <= 1;
}
