import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type fc from "fast-check";

/**
 * A way into the product, and what is tried on it. The rule is one: no exception, no hang, no memory beyond the bound, no red
 * turned green, no secret out. What an input may lead to is for the door to say; that it ends, and soon, is looked at for all.
 */
export interface Door<T = unknown> {
  readonly name: string;
  readonly inputs: fc.Arbitrary<T>;
  /** Rejects, or throws, where the rule is broken. `folder`: an empty one of the door's own, kept over its inputs. */
  readonly enter: (input: T, folder: string) => Promise<void>;
}

/** A door whose inputs' type is its own affair. */
export function door<T>(
  name: string,
  inputs: fc.Arbitrary<T>,
  enter: (input: T, folder: string) => Promise<void>,
): Door {
  return { name, inputs, enter: (input, folder) => enter(input as T, folder) }; // what `inputs` gives
}

export const SECRET = "s3cr3t/K3y+of=ours";
/** One input takes no longer, on a machine with other things to do. */
const MOST_MS = 20_000;
const MOST_BYTES = 2 * 1024 ** 3;

/** One input through a door, held against the rule's time and memory. */
export async function entered(one: Door, input: unknown, folder: string): Promise<void> {
  const startedMs = performance.now();
  await one.enter(input, folder);
  const tookMs = performance.now() - startedMs;
  if (tookMs > MOST_MS) throw new Error(`it took ${Math.round(tookMs)} ms`);
  if (process.memoryUsage().rss > MOST_BYTES) throw new Error(`it holds ${process.memoryUsage().rss} bytes`);
}

/** A folder for a door, and how to be rid of it. It is a project of its own. */
export function doorFolder(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), "prompt-run-fuzz-"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Fails where a condition does not hold: what is `red` here is a broken rule. */
export function rule(holds: boolean, words: string): void {
  if (!holds) throw new Error(words);
}
