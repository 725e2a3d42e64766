import type { IncomingMessage } from "node:http";

export type ReadBody =
  | { readonly status: "read"; readonly text: string }
  | { readonly status: "too-large" }
  | { readonly status: "compressed"; readonly encoding: string }
  /** The other side went away, or took too long. */
  | { readonly status: "gone" };

export interface BodyBounds {
  readonly maxBytes: number;
  /** For all of it. */
  readonly timeoutMs: number;
}

/** The text of a request's body. What is larger, or never ends, is left unread. */
export async function readBody(request: IncomingMessage, { maxBytes, timeoutMs }: BodyBounds): Promise<ReadBody> {
  const encoding = request.headers["content-encoding"] ?? "identity";
  if (encoding !== "identity") return { status: "compressed", encoding };
  const length = Number(request.headers["content-length"] ?? Number.NaN);
  if (length > maxBytes) return { status: "too-large" };
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve) => {
    const timer = setTimeout(() => done({ status: "gone" }), timeoutMs);
    function done(result: ReadBody): void {
      clearTimeout(timer);
      request.off("data", take);
      resolve(result);
    }
    function take(chunk: Buffer): void {
      size += chunk.length;
      if (size > maxBytes) return done({ status: "too-large" });
      chunks.push(chunk);
      if (size === length) whole(); // its end comes a turn later
    }
    const whole = (): void => done({ status: "read", text: Buffer.concat(chunks).toString("utf8") });
    request.on("data", take);
    request.once("end", whole);
    request.once("error", () => done({ status: "gone" }));
    request.once("close", () => done({ status: "gone" }));
  });
}
