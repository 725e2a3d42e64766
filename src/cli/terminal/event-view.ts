import { textWords } from "../../domain/diagnostics/text-words.ts";
import { formatMs } from "../../base/figures.ts";
import { createMaskStream, type Mask, type MaskStream } from "../../base/mask.ts";
import { maskValues } from "../../base/mask-values.ts";
import { isJsonObject, type Json, type JsonObject } from "../../domain/values/json.ts";

/** The events of streams, a line each as they come, and what they were at the end. */
export interface EventView {
  event(event: unknown): void;
  /** How many of each kind came, and how long the first and the last took from the first request on. Raw text. */
  totals(): string;
}

export interface EventOutput {
  /** Takes a line, masked; it is for the caller to make it inert. */
  readonly show: (line: string) => void;
  readonly mask: Mask;
  /** Read with each event: by the first one all of them are known. */
  readonly secrets: () => readonly string[];
  /** Monotonic milliseconds. */
  readonly now: () => number;
}

/** Members of a delta that are pieces of one text: a secret may be cut between two of them. */
const PIECES: readonly string[] = ["text", "thinking", "partial_json"];

export function createEventView(output: EventOutput): EventView {
  const { show, now } = output;
  const startedMs = now();
  const counts = new Map<string, number>();
  const streams = new Map<string, MaskStream>();
  let firstMs: number | null = null;
  let lastMs = startedMs;
  const stream = (key: string): MaskStream => {
    const known = streams.get(key) ?? createMaskStream(output.secrets());
    streams.set(key, known);
    return known;
  };
  const line = (type: string, data: JsonObject): void => {
    lastMs = now();
    firstMs ??= lastMs;
    show(`${formatMs(lastMs - startedMs).padStart(8)}  ${type.padEnd(19)}  ${JSON.stringify(data)}`);
  };
  /** What a mask holds back may be the beginning of a secret, whichever block or message goes on with it: it comes last. */
  const flush = (): void => {
    for (const [key, held] of streams) {
      const rest = held.end();
      if (rest !== "") line("(held back)", { [key]: rest });
    }
    streams.clear();
  };
  return {
    event(event) {
      const { type: said, ...data } = partsOf(event as Json); // the SDK parsed it
      const type = typeof said === "string" ? said : "?";
      counts.set(type, (counts.get(type) ?? 0) + 1);
      line(type, withPieces(maskValues(data, output.mask, "text"), data, stream));
    },
    totals() {
      flush();
      const events = [...counts.values()].reduce((sum, count) => sum + count, 0);
      const kinds = [...counts].map(([type, count]) => `${count} ${type}`);
      const sinceStart = firstMs === null ? null : firstMs - startedMs;
      return textWords("events-counted", { events, kinds, firstMs: sinceStart, lastMs: lastMs - startedMs });
    },
  };
}

function partsOf(event: Json): JsonObject {
  return isJsonObject(event) ? event : { value: event };
}

/** An event whose pieces of text are masked as a whole, as far as they are decided. */
function withPieces(masked: JsonObject, { delta }: JsonObject, stream: (key: string) => MaskStream): JsonObject {
  const inner = masked["delta"];
  if (!isJsonObject(delta ?? null) || !isJsonObject(inner ?? null)) return masked;
  const raw = delta as JsonObject; // looked at in the line above
  const pieces = PIECES.flatMap((key) => {
    const piece = raw[key];
    return typeof piece === "string" ? [[key, stream(key).add(piece)] as const] : [];
  });
  return { ...masked, delta: { ...(inner as JsonObject), ...Object.fromEntries(pieces) } };
}
