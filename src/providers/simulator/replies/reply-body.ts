import type { Clock } from "../../../domain/values/clock.ts";
import type { BodyPiece } from "./message-events.ts";

/** The socket is cut in the middle of a body. */
export class ConnectionCut extends Error {
  override readonly name: string = "ConnectionCut";
}

/** What a body may end with instead of its last pieces. */
export type BodyEnd = "close" | "cut" | "stall";

/** A body that is pulled: what was read stays read when it breaks afterwards. */
export interface ReplyBody {
  /** The next bytes, or null at the end. Throws `ConnectionCut`. A stalled body never resolves until it is cancelled. */
  next(): Promise<Uint8Array | null>;
  /** The reader has gone away. */
  cancel(): void;
}

export interface BodyScript {
  readonly pieces: readonly BodyPiece[];
  readonly end: BodyEnd;
  readonly perTokenMs: number;
  readonly chunkBytes: number | null;
  readonly clock: Clock;
  /** The first bytes are being read. */
  readonly onBegin?: () => void;
  /** Called once: how many output tokens were sent, and was the body read to its end? */
  readonly onEnd?: (tokens: number, isWhole: boolean) => void;
}

const encoder = new TextEncoder();

/** A body that sends its pieces at the pace of the script: the head alone first, then what no wait divides in one chunk. */
export function createReplyBody(script: BodyScript): ReplyBody {
  return new ScriptedBody(script);
}

class ScriptedBody implements ReplyBody {
  readonly #script: BodyScript;
  readonly #pieces: readonly BodyPiece[];
  readonly #gone: AbortController = new AbortController();
  #at = 0;
  #tokens = 0;
  #hasEnded = false;
  #rest: Uint8Array = new Uint8Array();

  constructor(script: BodyScript) {
    this.#script = script;
    this.#pieces = script.perTokenMs > 0 ? script.pieces : headAndRest(script.pieces);
  }

  async next(): Promise<Uint8Array | null> {
    if (this.#hasEnded) return null;
    if (this.#rest.byteLength === 0) {
      const piece = this.#pieces[this.#at++];
      if (piece === undefined) return this.#finish();
      await this.#produce(piece);
      this.#rest = encoder.encode(piece.text);
    }
    const size = this.#script.chunkBytes ?? this.#rest.byteLength;
    const chunk = this.#rest.subarray(0, size);
    this.#rest = this.#rest.subarray(size);
    return chunk;
  }

  cancel(): void {
    this.#gone.abort();
    this.#end(false);
  }

  async #produce({ tokens }: BodyPiece): Promise<void> {
    const { perTokenMs, clock, onBegin } = this.#script;
    if (this.#at === 1) onBegin?.();
    if (tokens > 0 && perTokenMs > 0) await clock.sleep(tokens * perTokenMs, this.#gone.signal);
    if (!this.#hasEnded) this.#tokens += tokens;
  }

  async #finish(): Promise<null> {
    if (this.#script.end === "stall") await whenAborted(this.#gone.signal);
    this.#end(this.#script.end === "close");
    if (this.#script.end === "cut") throw new ConnectionCut("the connection was cut");
    return null;
  }

  #end(isWhole: boolean): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#script.onEnd?.(this.#tokens, isWhole);
  }
}

function headAndRest([head, ...rest]: readonly BodyPiece[]): readonly BodyPiece[] {
  if (head === undefined || rest.length === 0) return head === undefined ? [] : [head];
  const text = rest.map((piece) => piece.text).join("");
  return [head, { text, tokens: rest.reduce((sum, { tokens }) => sum + tokens, 0) }];
}

function whenAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
