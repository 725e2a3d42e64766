import { failureWords } from "../../domain/diagnostics/failure-words.ts";
import { dirname, join, resolve } from "node:path";
import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import { said } from "../../domain/diagnostics/said.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { Replies, Where } from "../../domain/invocation.ts";
import type { Recall } from "../../domain/run/provider.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import { openRecordings, type Recordings } from "../../providers/recordings/recordings.ts";
import { scanRecordings } from "../../providers/recordings/recording-scan.ts";
import type { Config } from "../../suite/config.ts";
import {
  missingReply,
  recordingsProblem,
  strayFolder,
  unusableRecordings,
  unwritableReason,
} from "../session/recordings.ts";
import { writeGuard } from "../stored/write-guard.ts";
import { differentParts } from "../../plan/requests/request-parts.ts";

/** The case that all calls behind one meter are recorded under. */
export const METERED_CASE = "meter";
const FILE = "meter.jsonl";

/** The recordings of a meter. */
export interface MeterRecordings {
  readonly file: string;
  /** Are live answers merged into the file at the end? */
  readonly isRecording: boolean;
  /** Null: nothing is answered from it. */
  readonly recall: Recall | null;
  close(): void;
}

export type OpenedMeterRecordings =
  | { readonly ok: true; readonly recordings: MeterRecordings }
  | { readonly ok: false; readonly problems: readonly Diagnostic[] };

/**
 * Opens the recordings of a meter: those of a folder that was named, of the config's, else of the store. Into the store all
 * that was paid for is recorded, into a folder that is named only with `--record`.
 */
export async function openMeterRecordings(
  named: string | null,
  config: Config,
  invocation: Where & Pick<Replies, "mode" | "record">,
): Promise<OpenedMeterRecordings> {
  const stray = named === null ? strayFolder(config, invocation) : null;
  if (stray !== null) return { ok: false, problems: [stray] };
  const { mode, record, cwd, store } = invocation;
  const folder = named === null ? configFolder(config) : resolve(cwd, named);
  const file = join(folder ?? resolve(cwd, store, "recordings"), FILE);
  const isRecording = (mode === "live" || mode === "reuse") && (record || folder === null);
  const refusal = isRecording ? writeGuard(invocation)(file) : null;
  if (refusal !== null)
    return { ok: false, problems: [unusableRecordings(file, said("bad-recordings.unreadable", { reason: refusal }))] };
  const unwritable = isRecording && folder !== null ? unwritableReason(file) : null;
  if (unwritable !== null) return { ok: false, problems: [unusableRecordings(file, unwritable)] };
  const opened = await openRecordings(file);
  if (opened.status !== "open") return { ok: false, problems: [recordingsProblem(file, opened)] };
  const { recordings } = opened;
  const isAnswering = mode === "reuse" || mode === "offline";
  const recall = isAnswering ? recallFrom(recordings, mode === "offline") : null;
  return { ok: true, recordings: { file, isRecording, recall, close: () => recordings.close() } };
}

function configFolder({ file, recordings }: Config): string | null {
  return file === null || recordings === null ? null : resolve(dirname(file), recordings);
}

function recallFrom(recordings: Recordings, isOffline: boolean): Recall {
  const failure = missingReply(failureWords("unrecorded-call"));
  return ({ caseId, requestHash, n }) => {
    const reply = recordings.find({ caseId, requestHash, n });
    if (reply !== null) return { status: "recorded", reply };
    return isOffline ? { status: "missing", failure } : { status: "unknown" };
  };
}

/** A request that no recording answers. */
export interface Missed {
  readonly requestHash: string;
  readonly requestParts: () => Readonly<Record<string, string>>;
  /** Absent: it is of no case. */
  readonly caseId?: string | undefined;
}

/** Why no recording answers a request: in what the nearest one differs. Reads the file once more. */
export async function missingWords(
  file: string,
  { requestHash, requestParts, caseId = METERED_CASE }: Missed,
): Promise<Sentence> {
  const asked = requestParts();
  let nearest: readonly string[] | null = null;
  let recorded = 0;
  let equal = 0;
  await scanRecordings(file, (line) => {
    if (line.case !== caseId || line.request_parts === undefined) return;
    recorded += 1;
    if (line.request_hash === requestHash) equal += 1;
    const different = differentParts(asked, line.request_parts);
    if (nearest === null || different.length < nearest.length) nearest = different;
  });
  return refusalWords("no-recording-of-call", {
    recorded,
    equal,
    different: nearest ?? [],
    isTrial: caseId !== METERED_CASE,
  });
}
