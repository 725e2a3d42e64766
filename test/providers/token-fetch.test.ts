import { describe, expect, test } from "vitest";
import { connectionFailure } from "../../src/providers/anthropic/connection-failure.ts";
import { tokenFetch } from "../../src/providers/anthropic/token-fetch.ts";
import type { AccessToken } from "../../src/providers/anthropic/token-provider.ts";

interface World {
  nowMs: number;
  minted: number;
  /** Tokens that the other side takes. */
  readonly good: Set<string>;
  readonly seen: (string | null)[];
  readonly forced: (boolean | undefined)[];
  mint: (n: number) => Promise<AccessToken>;
  ask(): Promise<number>;
}

function world(lifeS: number | null, beta: string | null = null): World {
  const at: World = {
    nowMs: 1_000_000,
    minted: 0,
    good: new Set(),
    seen: [],
    forced: [],
    mint: (n) => {
      at.good.add(`t${n}`);
      return Promise.resolve({ token: `t${n}`, expiresAt: lifeS === null ? null : at.nowMs / 1000 + lifeS });
    },
    ask: async () => (await fetch("http://a.test", { headers: { "x-api-key": "k", "anthropic-beta": "b" } })).status,
  };
  const fetch = tokenFetch(
    (_url, init) => {
      const headers = new Headers(init?.headers);
      const token = headers.get("authorization")?.replace("Bearer ", "") ?? "";
      at.seen.push(`${token} ${headers.get("anthropic-beta") ?? ""} ${headers.get("x-api-key") ?? ""}`.trim());
      return Promise.resolve(new Response("{}", { status: at.good.has(token) ? 200 : 401 }));
    },
    {
      beta,
      now: () => at.nowMs,
      mint: (options) => {
        at.forced.push(options?.forceRefresh);
        return at.mint(++at.minted);
      },
    },
  );
  return at;
}

describe("a token of a long run", () => {
  test("is minted once for all that ask at once, and takes the place of whatever key was there", async () => {
    const at = world(3_600, "oauth");
    expect(await Promise.all(Array.from({ length: 20 }, () => at.ask()))).toEqual(
      Array.from({ length: 20 }, () => 200),
    );
    expect([at.minted, new Set(at.seen)]).toEqual([1, new Set(["t1 b, oauth"])]);
  });

  test.each([
    [3_600, 3_479, 3_481],
    [60, 29, 31],
  ])("of %i s is good for %i s, and after %i s is renewed beside the requests, once", async (lifeS, still, early) => {
    const at = world(lifeS);
    const began = at.nowMs;
    await at.ask();
    at.nowMs = began + still * 1000;
    await at.ask();
    expect(at.minted).toBe(1);
    at.nowMs = began + early * 1000;
    let release = (): void => undefined;
    const mint = at.mint;
    at.mint = async (n) => {
      await new Promise<void>((resolve) => (release = resolve));
      return mint(n);
    };
    await Promise.all([at.ask(), at.ask(), at.ask()]);
    expect([at.minted, at.seen.slice(-3)]).toEqual([2, ["t1 b", "t1 b", "t1 b"]]);
    release();
    await new Promise((resolve) => setImmediate(resolve));
    await at.ask();
    expect(at.seen.at(-1)).toBe("t2 b");
  });

  test("that has ended is not sent: requests wait for the new one", async () => {
    const at = world(3_600);
    await at.ask();
    at.nowMs += 3_590_000;
    await Promise.all([at.ask(), at.ask()]);
    expect(at.seen).toEqual(["t1 b", "t2 b", "t2 b"]);
  });

  test("that is refused before its end is renewed once for all, and no request fails; a second refusal is told", async () => {
    const at = world(null);
    await at.ask();
    at.good.clear();
    expect(await Promise.all([at.ask(), at.ask(), at.ask()])).toEqual([200, 200, 200]);
    expect([at.minted, at.forced]).toEqual([2, [false, true]]);
    at.good.clear();
    at.mint = (n) => Promise.resolve({ token: `t${n}`, expiresAt: null });
    expect(await at.ask()).toBe(401);
  });

  test("holds on while the token endpoint is away, until its own end", async () => {
    const at = world(3_600);
    await at.ask();
    at.mint = () => Promise.reject(new TypeError("fetch failed"));
    at.nowMs += 3_500_000;
    expect([await at.ask(), await at.ask()]).toEqual([200, 200]);
    at.nowMs += 90_000;
    await expect(at.ask()).rejects.toMatchObject({ code: "ERR_NO_TOKEN", passes: true });
    at.mint = () => Promise.resolve({ token: "t9", expiresAt: null });
    at.good.add("t9");
    expect(await at.ask()).toBe(200);
  });
});

test.each([
  ["a server that is down", Object.assign(new Error("exchange failed"), { statusCode: 503 }), "connection"],
  ["too many exchanges", Object.assign(new Error("exchange failed"), { statusCode: 429 }), "connection"],
  ["no way there", new Error("Failed to reach token endpoint http://x: TypeError"), "connection"],
  ["an identity that is refused", Object.assign(new Error("exchange failed"), { statusCode: 401 }), "authentication"],
  ["a file that is not there", Object.assign(new Error("ENOENT"), { syscall: "open", path: "/x" }), "authentication"],
])("%s: tried again where it may pass, else the run is over; nothing is billed", async (_what, error, kind) => {
  const at = world(null);
  at.mint = () => Promise.reject(error);
  const thrown = await at.ask().catch((caught: unknown) => caught);
  const wrapped = new TypeError("Connection error.", { cause: thrown });
  expect(connectionFailure(wrapped, "a.test")).toMatchObject({
    kind,
    maybeBilled: false,
    message: expect.stringContaining("no token: "),
  });
});
