import { failureWords } from "../../domain/diagnostics/failure-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";

const MAX_WORDS = 500;
/** Statuses of a token endpoint that pass with time. */
const PASSING: readonly number[] = [408, 425, 429];
/** How the SDK and `fetch` say that the token endpoint was not reached (SDK 1.14.0, lib/credentials). */
const UNREACHED = /^(Failed to reach token endpoint|fetch failed)/;

/** No token could be minted (federation, a profile, a cloud's credentials). */
export class NoToken extends Error {
  readonly code = "ERR_NO_TOKEN";
  declare readonly message: Sentence;
  /** May it be different in a while? Else every other request would meet the same. */
  readonly passes: boolean;

  private constructor(message: Sentence, passes: boolean, cause: unknown) {
    super(message, { cause });
    this.name = "NoToken";
    this.passes = passes;
  }

  static because(error: unknown): NoToken {
    if (error instanceof NoToken) return error;
    const said = error instanceof Error ? error.message : String(error);
    const words = said.length > MAX_WORDS ? `${said.slice(0, MAX_WORDS)}…` : said;
    return new NoToken(failureWords("no-token", { reason: words }), isPassing(error, said), error);
  }

  /** The token endpoint, or whoever vouches for the identity, answered with this status. */
  static ofStatus(reason: Sentence, status: number): NoToken {
    return new NoToken(failureWords("no-token", { reason }), isPassingStatus(status), null);
  }
}

function isPassing(error: unknown, message: string): boolean {
  const status = error instanceof Error && "statusCode" in error ? error.statusCode : null;
  if (typeof status === "number") return isPassingStatus(status);
  return UNREACHED.test(message) || (error instanceof Error && "syscall" in error && !("path" in error));
}

function isPassingStatus(status: number): boolean {
  return status >= 500 || PASSING.includes(status);
}
