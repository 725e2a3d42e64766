import { hashText, hashValue } from "../../../base/hash.ts";
import type { Clock } from "../../../domain/values/clock.ts";
import type { JsonObject } from "../../../domain/values/json.ts";
import { ttlOf } from "../rules/cache-rules.ts";
import type { Draft } from "../rules/draft.ts";
import { addedTokens, promptBlocks, tokensOfBlock } from "../rules/prompt.ts";

/** How a prompt's tokens are billed. */
export interface PromptTokens {
  readonly input: number;
  readonly read: number;
  readonly write5m: number;
  readonly write1h: number;
}

export interface PromptCache {
  /** Counts a prompt against the cache. `begin` makes what it writes readable: call it when the response begins. */
  count(draft: Draft): PromptTokens & { readonly begin: () => void };
}

interface Entry {
  readonly lifeMs: number;
  expiresAt: number;
}

/** The end of a block in the prompt: the hash of all up to there, its tokens, and the life it asks to be kept for. */
interface Boundary {
  readonly hash: string;
  readonly tokens: number;
  readonly ttl: "5m" | "1h" | null;
}

const LIFE_MS = { "5m": 300_000, "1h": 3_600_000 };
const LOOKBACK_BLOCKS = 20;

/** Prompt caching as its page describes it: prefixes up to a breakpoint, at least the model's minimum, refreshed by reading. */
export function createPromptCache(clock: Clock): PromptCache {
  const entries = new Map<string, Entry>();

  function isLive(hash: string): boolean {
    const entry = entries.get(hash);
    return entry !== undefined && entry.expiresAt > clock.now();
  }

  function keep(hash: string, lifeMs: number): void {
    const longest = Math.max(lifeMs, isLive(hash) ? (entries.get(hash)?.lifeMs ?? 0) : 0);
    entries.set(hash, { lifeMs: longest, expiresAt: clock.now() + longest });
  }

  return {
    count(draft) {
      const blocks = promptBlocks(draft.body);
      const added = addedTokens(draft.body);
      if (!asksForCache(draft.body, blocks)) {
        const input = blocks.reduce((sum, { block }) => sum + tokensOfBlock(block, draft.rules), added);
        return { input, read: 0, write5m: 0, write1h: 0, begin: () => undefined };
      }
      const boundaries = boundariesOf(draft, blocks);
      const total = (boundaries.at(-1)?.tokens ?? 0) + added;
      const marks = boundaries.filter(({ ttl, tokens }) => ttl !== null && tokens >= draft.rules.minCacheTokens);
      const hit = longestHit(boundaries, marks, isLive);
      const writes = marks.filter(({ tokens }) => tokens > (hit?.tokens ?? 0));
      const read = hit?.tokens ?? 0;
      const written = tokensWritten(read, writes);
      const begin = (): void => {
        if (hit !== null) keep(hit.hash, entries.get(hit.hash)?.lifeMs ?? 0);
        for (const { hash, ttl } of writes) keep(hash, LIFE_MS[ttl ?? "5m"]);
      };
      return { input: total - read - written.write5m - written.write1h, read, ...written, begin };
    },
  };
}

function asksForCache(body: JsonObject, blocks: ReturnType<typeof promptBlocks>): boolean {
  return (
    (body["cache_control"] ?? null) !== null || blocks.some(({ block }) => (block["cache_control"] ?? null) !== null)
  );
}

function boundariesOf({ body, rules }: Draft, blocks: ReturnType<typeof promptBlocks>): readonly Boundary[] {
  const { thinking, output_config: output, tool_choice: choice, speed } = body;
  let hash = hashValue([rules.id, thinking ?? null, output ?? null, choice ?? null, speed ?? null]);
  let tokens = 0;
  const automatic = body["cache_control"] ?? null;
  return blocks.map(({ place, block }, index) => {
    const { cache_control: own, ...content } = block;
    hash = hashText(`${hash}${place}${hashValue(content)}`);
    tokens += tokensOfBlock(content, rules);
    const control = own ?? (index === blocks.length - 1 ? automatic : null);
    return { hash, tokens, ttl: control === null ? null : ttlOf(control) };
  });
}

/** The longest cached prefix within reach of a breakpoint. */
function longestHit(
  boundaries: readonly Boundary[],
  marks: readonly Boundary[],
  isLive: (hash: string) => boolean,
): Boundary | null {
  for (const mark of marks.toReversed()) {
    const at = boundaries.indexOf(mark);
    const inReach = boundaries.slice(Math.max(0, at - LOOKBACK_BLOCKS + 1), at + 1);
    const hit = inReach.findLast(({ hash }) => isLive(hash));
    if (hit !== undefined) return hit;
  }
  return null;
}

/** Each stretch between breakpoints is written with the life of the breakpoint at its end. */
function tokensWritten(
  read: number,
  writes: readonly Boundary[],
): { readonly write5m: number; readonly write1h: number } {
  const written = { "5m": 0, "1h": 0 };
  let from = read;
  for (const { tokens, ttl } of writes) {
    written[ttl ?? "5m"] += tokens - from;
    from = tokens;
  }
  return { write5m: written["5m"], write1h: written["1h"] };
}
