import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { join, resolve } from "node:path";
import packageJson from "../../../package.json" with { type: "json" };
import { hashValue } from "../../base/hash.ts";
import { seededRandom } from "../../base/seeded-random.ts";
import type { RunLine, RunRecord } from "../../domain/formats/records.ts";
import type { RunStart } from "../../domain/invocation.ts";
import type { Clock } from "../../domain/values/clock.ts";
import {
  createRunFolder,
  newRunId,
  reopenRunFolder,
  type RunFolder,
  type RunFolderOptions,
} from "../../store/folders/run-folder.ts";
import { removeRunHead } from "../../store/folders/run-head.ts";
import { StoreError } from "../../store/journal/journal-file.ts";
import { createReplay } from "../../store/journal/replay.ts";
import { type CountedReplay, countedReplay } from "./counted-replay.ts";
import { journalProblem } from "../stored/journal-problem.ts";
import { writeGuard } from "../stored/write-guard.ts";
import { inFolder, type SessionFrom } from "../session/run-session.ts";
import { meteredRunRecord, type MeteredCallsRead, readMeteredCalls } from "./meter-report.ts";
import { type MeterInvocation, storedMeterRequest } from "./meter-request.ts";
import type { MeterSetup } from "./meter-setup.ts";

/** A meter's run, open. */
export interface OpenMeterRun extends Pick<SessionFrom, "store" | "record"> {
  /** Adds up the calls of all its sessions. */
  readonly readCalls: () => Promise<MeteredCallsRead>;
  readonly run: RunRecord;
  readonly begunMs: number;
  /** Null in a new run. */
  readonly replay: CountedReplay | null;
}

export type OpenedMeterFolder =
  | ({ readonly status: "open"; /** Its path. */ readonly folder: string } & OpenMeterRun)
  | { readonly status: "refused"; readonly message: Sentence };

export interface FolderFrom {
  readonly setup: MeterSetup;
  readonly start: RunStart;
  readonly clock: Clock;
  readonly options: RunFolderOptions;
  /** The folder of the run that is gone on with (absolute); null: a new one. */
  readonly resumed: string | null;
}

/** Opens the folder of a meter's run, a new or an earlier one, and writes its run line. Throws `StoreError`. */
export async function openMeterFolder(asked: MeterInvocation, from: FolderFrom): Promise<OpenedMeterFolder> {
  const { setup, clock, start } = from;
  const begunMs = clock.monotonicMs();
  const opened = from.resumed === null ? newFolder(asked, from) : await earlierFolder(from.resumed, asked, from);
  if (opened.status === "refused") return opened;
  const { folder } = opened;
  const { upstream, facts } = setup;
  const run = meteredRunRecord({
    id: folder.id,
    startedMs: folder.history === null ? clock.now() : Date.parse(folder.history.firstRun.started_at),
    replies: upstream.replies,
    seed: asked.invocation.seed,
    base_url: upstream.baseUrl,
    price_table: facts.priceTable,
  });
  try {
    await folder.journal.run(runLineOf(run, asked, start));
    const { history } = folder;
    return {
      status: "open",
      folder: folder.folder,
      ...inFolder(folder),
      readCalls: () => readMeteredCalls(folder.journalPath),
      run,
      begunMs,
      replay: history === null ? null : countedReplay(createReplay(folder.journalPath, history)),
    };
  } catch (error) {
    await folder.close();
    throw error;
  }
}

type FolderOnly =
  | { readonly status: "open"; readonly folder: RunFolder }
  | { readonly status: "refused"; readonly message: Sentence };

function newFolder({ invocation }: MeterInvocation, { clock, options }: FolderFrom): FolderOnly {
  const nowMs = clock.now();
  const id = newRunId(new Date(nowMs), seededRandom(`${nowMs} ${process.pid}`));
  const store = resolve(invocation.cwd, invocation.store);
  const refusal = writeGuard(invocation)(join(store, "runs"));
  if (refusal !== null) throw new StoreError(refusal);
  return { status: "open", folder: createRunFolder(store, id, 0, options) };
}

async function earlierFolder(
  path: string,
  { invocation }: MeterInvocation,
  { setup, options }: FolderFrom,
): Promise<FolderOnly> {
  const refusal = writeGuard(invocation)(path);
  if (refusal !== null) return { status: "refused", message: refusal };
  const opened = await reopenRunFolder(path, 0, options);
  if (opened.status !== "open") return { status: "refused", message: journalProblem(opened, path) };
  const first = opened.run.history?.firstRun;
  if (first !== undefined && (first.replies !== setup.upstream.replies || first.base_url !== setup.upstream.baseUrl)) {
    await opened.run.close();
    const { base_url: was, replies } = first;
    const message = refusalWords("other-meter-url", { urls: [was, setup.upstream.baseUrl], replies });
    return { status: "refused", message };
  }
  removeRunHead(path);
  return { status: "open", folder: opened.run };
}

function runLineOf(run: RunRecord, asked: MeterInvocation, start: RunStart): RunLine {
  const { command } = asked.request;
  return {
    v: 1,
    type: "run",
    id: run.id,
    started_at: run.started_at,
    tool_version: packageJson.version,
    replies: run.replies,
    base_url: run.base_url,
    seed: run.seed,
    price_table: run.price_table,
    suites: [],
    plan_hash: hashValue("meter"),
    meter: { command: command === null ? null : [...command], request: storedMeterRequest(asked, start) },
  };
}
