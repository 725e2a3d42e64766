import { reportWords } from "../../domain/diagnostics/report-words.ts";
import type { TrialRecord } from "../../domain/formats/records.ts";
import type { ToldTrial } from "../../domain/transcript.ts";
import { trialJson } from "../formats/trial-json.ts";
import { classOf } from "../../domain/run/trial-class.ts";
import { scriptJson } from "./pieces/escape.ts";

/** How much of the trials a page holds, in the order in which it is tried. */
export type Detail = "everything" | "no passing answers" | "short answers" | "outcomes" | "troubles";

const DETAILS: readonly Detail[] = ["everything", "no passing answers", "short answers", "outcomes", "troubles"];
const SHORT_CHARS = 2_000;
const encoder = new TextEncoder();

/** What the page says of what was left out; null when nothing was. */
export function cutNote(detail: Detail): string | null {
  return detail === "everything" ? null : reportWords("page-cut", { left: detail });
}

/** The most detail with which all trials fit `limitBytes`; the least when nothing does. Reads no further than it must. */
export async function chooseDetail(trials: () => AsyncIterable<TrialRecord>, limitBytes: number): Promise<Detail> {
  for (const detail of DETAILS) {
    if (await fits(trials(), detail, limitBytes)) return detail;
  }
  return "troubles";
}

async function fits(trials: AsyncIterable<TrialRecord>, detail: Detail, limitBytes: number): Promise<boolean> {
  let size = 0;
  for await (const trial of trials) {
    size += dataSize(trialData(trial, detail));
    if (size > limitBytes) return false;
  }
  return true;
}

/** The bytes of a trial in the page, with what separates it from the next. */
export function dataSize(json: string | null): number {
  return json === null ? 0 : encoder.encode(json).length + 2;
}

/** A trial as JSON for a script element, texts that are left out as null; null when all of it is left out. */
export function trialData(trial: ToldTrial, detail: Detail): string | null {
  if (detail === "troubles" && classOf(trial) === "passed") return null;
  const record = trialJson(reduced(trial, detail));
  const { transcript } = trial;
  // What was said in each request is part of the texts: it goes when they are cut.
  const told = transcript === undefined || detail !== "everything" ? record : withTranscript(record, transcript);
  return scriptJson(told);
}

function withTranscript(record: string, transcript: NonNullable<ToldTrial["transcript"]>): string {
  return `${record.slice(0, -1)},"transcript":${JSON.stringify(transcript)}}`;
}

function reduced(trial: TrialRecord, detail: Detail): TrialRecord {
  if (detail === "everything") return trial;
  if (detail === "outcomes" || detail === "troubles") return outcomeOnly(trial);
  const isPassing = classOf(trial) === "passed";
  if (detail === "no passing answers") return isPassing ? withTexts(trial, () => null) : trial;
  return withTexts(trial, isPassing ? () => null : shortened);
}

function shortened(text: string): string {
  return text.length > SHORT_CHARS ? `${text.slice(0, SHORT_CHARS)}…` : text;
}

function withTexts(trial: TrialRecord, keep: (text: string) => string | null): TrialRecord {
  const { calls, ...others } = trial;
  const isKept = keep("") !== null;
  return {
    ...others,
    // What was called is part of the texts.
    ...(calls === undefined || !isKept ? {} : { calls: calls.map((call) => ({ ...call, tool_calls: [] })) }),
    vars: {},
    output: trial.output === null ? null : keep(trial.output),
    tool_calls: [],
    turns: isKept ? trial.turns.map((turn) => shortTurn(turn)) : [],
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
