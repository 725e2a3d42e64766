import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import { closeSync, openSync, writeSync } from "node:fs";
import type { JournalLine, RunLine } from "../../domain/formats/records.ts";
import { storeCall } from "../journal/journal-file.ts";
import { scanJournal } from "../journal/journal-scan.ts";

/** The journal of one shard. */
export interface ShardJournal {
  readonly path: string;
  /** From 1. */
  readonly index: number;
  /** Of the plan that its trials are of: lines of an earlier one are passed over. */
  readonly planHash: string;
}

export type MergedJournals =
  | { readonly status: "merged" }
  /** Trials that are in no shard, one that two have, or a journal that changed under our eyes. */
  | { readonly status: "refused"; readonly message: Sentence };

const FLUSH_BYTES = 1024 * 1024;
const NOBODY = 0;

/**
 * Writes the lines of all shards behind one run line: the journal of the run that they are together. Ids of calls get the
 * shard before them, or a request that a killed shard left open would be taken for that of another. `trials`: of the plan.
 */
export async function mergeJournals(
  shards: readonly ShardJournal[],
  { path, line, trials }: { readonly path: string; readonly line: RunLine; readonly trials: number },
): Promise<MergedJournals> {
  const out = new LineFile(path);
  const owners = new Uint16Array(trials);
  try {
    out.write(line);
    for (const shard of shards) {
      const problem = await copyLines(shard, out, owners);
      if (problem !== null) return { status: "refused", message: problem };
    }
    out.flush();
  } finally {
    out.close();
  }
  const missing = owners.reduce((sum, owner) => sum + (owner === NOBODY ? 1 : 0), 0);
  if (missing === 0) return { status: "merged" };
  return { status: "refused", message: refusalWords("trials-in-no-shard", { missing, trials }) };
}

/** Copies what a shard did; why it cannot be, or null. */
async function copyLines(shard: ShardJournal, out: LineFile, owners: Uint16Array): Promise<Sentence | null> {
  let isOfPlan = false;
  let problem: Sentence | null = null;
  const scanned = await scanJournal(shard.path, (line) => {
    if (line.type === "run") isOfPlan = line.plan_hash === shard.planHash;
    else if (line.type === "sent" || line.type === "call") out.write({ ...line, id: `${shard.index}.${line.id}` });
    else if (line.type === "trial" && isOfPlan) {
      const owner = owners[line.ordinal];
      if (owner === undefined) problem ??= refusalWords("trial-of-no-plan", { shard: shard.index });
      else if (owner !== NOBODY && owner !== shard.index) {
        problem ??= refusalWords("case-in-two-shards", { shards: [owner, shard.index], id: line.record.case });
      }
      owners[line.ordinal] = shard.index;
      out.write(line);
    }
  });
  if (scanned.status === "read") return problem;
  return refusalWords("shard-unreadable", { shard: shard.index, why: scanned.message });
}

/** Lines of JSON, written many at once. */
class LineFile {
  private readonly fd: number;
  private pending: string[] = [];
  private size = 0;

  constructor(path: string) {
    this.fd = storeCall(() => openSync(path, "w"));
  }

  write(line: JournalLine): void {
    const text = `${JSON.stringify(line)}\n`;
    this.pending.push(text);
    this.size += text.length;
    if (this.size >= FLUSH_BYTES) this.flush();
  }

  flush(): void {
    const bytes = Buffer.from(this.pending.join(""));
    [this.pending, this.size] = [[], 0];
    for (let at = 0; at < bytes.length;) at += storeCall(() => writeSync(this.fd, bytes, at));
  }

  close(): void {
    closeSync(this.fd);
  }
}
