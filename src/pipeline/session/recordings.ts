import { probeFolder } from "../../host/writability.ts";
import { failureWords } from "../../domain/diagnostics/failure-words.ts";
import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import { systemWords } from "../../domain/diagnostics/system-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { failureHere } from "../../domain/run/failure-here.ts";
import type { ByteRange } from "../../base/lists/byte-range.ts";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { Mask } from "../../base/mask.ts";
import { type Said, said } from "../../domain/diagnostics/said.ts";
import type { Replies, Where } from "../../domain/invocation.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import type { Failure, Recall } from "../../domain/run/provider.ts";
import { jsonWithAnswer } from "../../domain/masking/masked-completion.ts";
import { RECORDING_TEXTS } from "../../domain/masking/journal-texts.ts";
import type { CallLine, RecordingLine } from "../../domain/formats/records.ts";
import type { Suite } from "../../domain/suite.ts";
import { type Merged, mergeRecordings } from "../../providers/recordings/merge-recordings.ts";
import { type OpenedRecordings, openRecordings, type Recordings } from "../../providers/recordings/recordings.ts";
import { keyOfCall, recordingKey } from "../../domain/run/recording-key.ts";
import type { RunFolder } from "../../store/folders/run-folder.ts";
import { LineReader } from "../../store/journal/line-reader.ts";
import { isInside } from "../../host/is-inside.ts";
import { makeFolder } from "../../host/make-folder.ts";
import { writeGuard } from "../stored/write-guard.ts";
import type { Config } from "../../suite/config.ts";
import { projectRoot } from "../../host/project-root.ts";

/**
 * Where a suite's recordings are: `<folder>/<suite path>.jsonl`. The folder is the config's, else the store's; the path is
 * relative to the config's folder, else to the project around the working folder, and cannot leave the folder.
 */
export function recordingsFile(suite: Suite, config: Config, { cwd, store }: Pick<Where, "cwd" | "store">): string {
  const root = config.file === null ? projectRoot(cwd) : dirname(config.file);
  const folder = config.recordings === null ? resolve(cwd, store, "recordings") : resolve(root, config.recordings);
  const path = relative(root, suite.file)
    .split(sep)
    .map((step) => (step === ".." ? "_up" : step));
  return `${join(folder, ...path)}.jsonl`;
}

/**
 * Are the run's live answers to be recorded? In the store always: nothing that was paid for is lost. A folder that the
 * config names is committed with the suites, and changes only with `--record`.
 */
export function isRecording({ mode, record }: Replies, { recordings }: Config): boolean {
  return (mode === "live" || mode === "reuse") && (record || recordings === null);
}

export type OpenedRecall =
  | { readonly ok: true; readonly recall: Recall | null; close(): void }
  | { readonly ok: false; readonly problems: readonly Diagnostic[] };

/** Opens the recordings of the suites, by their place in the run, where the mode answers from them or adds to them. */
export async function openRecall(
  suites: readonly Suite[],
  config: Config,
  invocation: Replies & Where,
): Promise<OpenedRecall> {
  const isAnswering = invocation.mode === "reuse" || invocation.mode === "offline";
  if (!isAnswering && !isRecording(invocation, config)) return { ok: true, recall: null, close: () => undefined };
  const opened: Recordings[] = [];
  const problems: Diagnostic[] = [];
  const close = (): void => opened.forEach((recordings) => recordings.close());
  const stray = strayFolder(config, invocation);
  if (stray !== null) return { ok: false, problems: [stray] };
  const guard = writeGuard(invocation);
  for (const suite of suites) {
    const file = recordingsFile(suite, config, invocation);
    const refusal = isRecording(invocation, config) ? guard(file) : null;
    if (refusal !== null)
      problems.push(unusableRecordings(file, said("bad-recordings.unreadable", { reason: refusal })));
    const result = await openRecordings(file);
    if (result.status === "open") opened.push(result.recordings);
    else problems.push(recordingsProblem(file, result));
    // Whether the store can be written is asked when the run's folder is made.
    const isProbed =
      refusal === null && result.status === "open" && config.recordings !== null && isRecording(invocation, config);
    const unwritable = isProbed ? unwritableReason(file) : null;
    if (unwritable !== null) problems.push(unusableRecordings(file, unwritable));
  }
  if (problems.length === 0 && isAnswering) return { ok: true, recall: createRecall(opened, invocation), close };
  close();
  return problems.length > 0 ? { ok: false, problems } : { ok: true, recall: null, close: () => undefined };
}

/** The config comes with the checkout: it may not have answers written to, or read from, anywhere on the machine. */
export function strayFolder(
  { file, recordings }: Config,
  { allowOutside }: Pick<Where, "allowOutside">,
): Diagnostic | null {
  if (file === null || recordings === null || allowOutside) return null;
  if (isInside(dirname(file), resolve(dirname(file), recordings))) return null;
  const place = { kind: "node" as const, file, pointer: ["recordings"], at: "value" as const };
  return { severity: "error", place, ...said("outside-root.recordings", { folder: recordings }) };
}

/** Why nothing can be recorded in this file, or null: that must be known before money is spent. */
export function unwritableReason(file: string): Said | null {
  try {
    probeFolder(dirname(file));
    return null;
  } catch (error) {
    return said("bad-recordings.unwritable", { reason: error instanceof Error ? error.message : String(error) });
  }
}

function createRecall(opened: readonly Recordings[], { mode }: Replies): Recall {
  const failure = missingReply(failureWords("unrecorded"));
  return ({ suite, ...request }) => {
    const reply = opened[suite]?.find(recordingKey(request)) ?? null;
    if (reply !== null) return { status: "recorded", reply };
    return mode === "offline" ? { status: "missing", failure } : { status: "unknown" };
  };
}

/** The kind of that failure. */
export const MISSING_REPLY = "missing_recording";

/** Why a request that may not be sent has no answer. */
export function missingReply(message: Sentence): Failure {
  return failureHere({ kind: MISSING_REPLY, message });
}

export function recordingsProblem(file: string, problem: Exclude<OpenedRecordings, { status: "open" }>): Diagnostic {
  const { message: reason } = problem;
  if (problem.status === "unreadable") return unusableRecordings(file, said("bad-recordings.unreadable", { reason }));
  const { line } = problem;
  const place = { kind: "line", file, line, column: null } as const;
  return { severity: "error", place, ...said("bad-recordings.damaged", { line, reason }) };
}

/** The problem of a file of recordings as a whole. */
export function unusableRecordings(file: string, words: Said): Diagnostic {
  return { severity: "error", place: { kind: "file", file }, ...words };
}

/**
 * Merges a run's live answers, of all its sessions, into the recordings of its suites. Returns why that failed, or null.
 * Throws a StoreError when the journal is gone.
 */
export async function recordRun(
  { journalPath, answers }: Pick<RunFolder, "journalPath" | "answers">,
  files: readonly string[],
  mask: Mask,
): Promise<Sentence | null> {
  const reader = new LineReader(journalPath);
  try {
    for (const [suite, file] of files.entries()) {
      const { keys, places } = answers.ofSuite(suite);
      if (keys.length === 0) continue;
      const text = (index: number): string => {
        return jsonWithAnswer(recordingOf(callAt(reader, places.at(index))), mask, RECORDING_TEXTS);
      };
      const failure = await mergeOrSay(file, { keys, text });
      if (failure !== null) return failure;
    }
    return null;
  } finally {
    reader.close();
  }
}

async function mergeOrSay(file: string, lines: Parameters<typeof mergeRecordings>[1]): Promise<Sentence | null> {
  try {
    makeFolder(dirname(file));
    const merged: Merged = await mergeRecordings(file, lines);
    if (merged.status === "merged") return null;
    const { message: why } = merged;
    if (merged.status === "damaged") return refusalWords("recording-damaged", { file, line: merged.line, why });
    return refusalWords("at-path", { path: file, why });
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    return systemWords(error);
  }
}

function callAt(reader: LineReader, place: ByteRange | null): CallLine {
  if (place === null) throw new Error("a recording without a call");
  const line = reader.read(place);
  if (line.type !== "call") throw new Error("a recording of what is no call");
  return line;
}

function recordingOf(line: CallLine): RecordingLine {
  if (line.completion === null || line.latency_ms === null) throw new Error("only an answer is recorded");
  return {
    v: 1,
    case: keyOfCall(line).caseId,
    request_hash: line.request_hash,
    n: line.n,
    ...(line.request_parts === undefined ? {} : { request_parts: line.request_parts }),
    recorded_at: line.at,
    completion: line.completion,
    ttft_ms: line.ttft_ms,
    latency_ms: line.latency_ms,
    request_id: line.request_id,
  };
}
