import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultStore } from "../../pipeline/stored/default-store.ts";

/** Where a run of a program is kept. */
export interface StorePlace {
  /** Relative to the working folder, or absolute. */
  readonly path: string;
  readonly isTemporary: boolean;
  /** Removes what is temporary. */
  close(): Promise<void>;
}

/** The store of a run: there is always one, since what is paid for is written down; null: one that goes when the run is over. */
export async function openStore(store: string | null | undefined, cwd: string): Promise<StorePlace> {
  if (store !== null) return { path: store ?? defaultStore(cwd), isTemporary: false, close: () => Promise.resolve() };
  const path = await mkdtemp(join(tmpdir(), "prompt-run-"));
  return { path, isTemporary: true, close: () => rm(path, { recursive: true, force: true }) };
}
