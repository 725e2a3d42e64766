import type { Fetch } from "../../domain/values/fetch.ts";
import { readerOf } from "../../host/light-response.ts";
import { NoToken } from "./no-token.ts";
import type { AccessToken, TokenProvider } from "./token-provider.ts";

/** A token is minted anew, beside the requests, when it has less than this left, or less than half of its life. */
const EARLY_S = 120;
/** With less than this left, or a tenth of its life, requests wait for the new one: it might end on its way. */
const LATE_S = 30;

export interface TokenFetchOptions {
  readonly mint: TokenProvider;
  /** What a minted token has to be accompanied by in `anthropic-beta`; null: nothing. */
  readonly beta: string | null;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/**
 * A `fetch` whose requests carry a minted token. It is renewed before it ends, and once more where the other side says
 * 401 all the same: the request goes out again with the new one. Requests share one token, and one renewal at a time.
 */
export function tokenFetch(fetch: Fetch, options: TokenFetchOptions): Fetch {
  const keeper = new TokenKeeper(options);
  return async (input, init) => {
    const token = await keeper.current();
    const response = await fetch(input, { ...init, headers: headersWith(token, options.beta, init) });
    if (response.status !== 401) return response;
    if (response.body !== null) await readerOf(response.body).cancel();
    const renewed = await keeper.renewed(token);
    return fetch(input, { ...init, headers: headersWith(renewed, options.beta, init) });
  };
}

function headersWith(token: string, beta: string | null, init: RequestInit | undefined): Headers {
  const headers = new Headers(init?.headers);
  headers.delete("x-api-key");
  headers.set("authorization", `Bearer ${token}`);
  if (beta !== null) headers.append("anthropic-beta", beta);
  return headers;
}

class TokenKeeper {
  readonly #options: TokenFetchOptions;
  #held: { readonly token: AccessToken; readonly mintedMs: number } | null = null;
  #minting: Promise<AccessToken> | null = null;

  constructor(options: TokenFetchOptions) {
    this.#options = options;
  }

  /** A token that holds long enough for a request to arrive. Throws NoToken. */
  async current(): Promise<string> {
    const held = this.#held;
    if (held === null) return (await this.#mint(false)).token;
    const { token, expiresAt } = held.token;
    if (expiresAt === null) return token;
    const lifeS = expiresAt - held.mintedMs / 1000;
    const leftS = expiresAt - this.#options.now() / 1000;
    if (leftS > Math.min(EARLY_S, lifeS / 2)) return token;
    if (leftS <= Math.min(LATE_S, lifeS / 10)) return (await this.#mint(false)).token;
    void this.#mint(false).catch(() => undefined); // the one in hand holds still: the next request tries again
    return token;
  }

  /** Another token than this one, which was refused. Throws NoToken. */
  async renewed(refused: string): Promise<string> {
    const held = this.#held?.token.token;
    if (held !== undefined && held !== refused) return held;
    return (await this.#mint(true)).token;
  }

  #mint(isRefused: boolean): Promise<AccessToken> {
    this.#minting ??= this.#options
      .mint({ forceRefresh: isRefused })
      .then((token) => {
        this.#held = { token, mintedMs: this.#options.now() };
        return token;
      })
      .catch((error: unknown) => {
        throw NoToken.because(error);
      })
      .finally(() => (this.#minting = null));
    return this.#minting;
  }
}
