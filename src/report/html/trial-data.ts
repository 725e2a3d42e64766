import type { TrialRecord } from "../../domain/records.ts";
import { trialJson } from "../report-layout.ts";
import { classOf } from "../trial-notes.ts";
import { scriptJson } from "./escape.ts";

/** How much of the trials a page holds, in the order in which it is tried. */
export type Detail = "everything" | "no passing answers" | "short answers" | "outcomes";

const DETAILS: readonly Detail[] = ["everything", "no passing answers", "short answers", "outcomes"];
const SHORT_CHARS = 2_000;
const encoder = new TextEncoder();

/** What the page says of what was left out; null when nothing was. */
export const CUT_NOTES: Readonly<Record<Detail, string | null>> = {
  everything: null,
  "no passing answers": "To keep this page small, the answers of passing trials are left out.",
  "short answers":
    "To keep this page small, the answers of passing trials are left out and all other texts cut at 2,000 characters.",
  outcomes: "To keep this page small, only the outcome of each trial is shown, without texts.",
};

/** The most detail with which all trials fit `limitBytes`; outcomes alone when nothing does. Reads every trial once. */
export async function chooseDetail(trials: AsyncIterable<TrialRecord>, limitBytes: number): Promise<Detail> {
  const sizes = new Map<Detail, number>(DETAILS.map((detail) => [detail, 0]));
  for await (const trial of trials) {
    for (const [detail, size] of sizes) {
      // A detail that is too much already needs no more measuring.
      if (size <= limitBytes) sizes.set(detail, size + encoder.encode(trialData(trial, detail)).length + 2);
    }
  }
  return DETAILS.find((detail) => (sizes.get(detail) ?? 0) <= limitBytes) ?? "outcomes";
}

/** A trial as JSON for a script element; texts that are left out are null. */
export function trialData(trial: TrialRecord, detail: Detail): string {
  return scriptJson(trialJson(reduced(trial, detail)));
}

function reduced(trial: TrialRecord, detail: Detail): TrialRecord {
  if (detail === "everything") return trial;
  if (detail === "outcomes") return outcomeOnly(trial);
  const isPassing = classOf(trial) === "passed";
  if (detail === "no passing answers") return isPassing ? withTexts(trial, () => null) : trial;
  return withTexts(trial, isPassing ? () => null : shortened);
}

function shortened(text: string): string {
  return text.length > SHORT_CHARS ? `${text.slice(0, SHORT_CHARS)}…` : text;
}

function withTexts(trial: TrialRecord, keep: (text: string) => string | null): TrialRecord {
  return {
    ...trial,
    vars: {},
    output: trial.output === null ? null : keep(trial.output),
    tool_calls: [],
    turns: keep("") === null ? [] : trial.turns.map((turn) => shortTurn(turn)),
    checks: trial.checks.map((check) => ({ ...check, reason: shortened(check.reason) })),
  };
}

function shortTurn(turn: TrialRecord["turns"][number]): TrialRecord["turns"][number] {
  return { ...turn, user: shortened(turn.user), output: shortened(turn.output), tool_calls: [] };
}

function outcomeOnly(trial: TrialRecord): TrialRecord {
  return {
    ...withTexts(trial, () => null),
    checks: [],
    attempts: [],
    tags: trial.tags,
    error: null,
    request_hash: null,
  };
}
