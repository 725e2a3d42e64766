import fc from "fast-check";
import { expect, test } from "vitest";
import { ReceivedHeaders } from "../../src/host/received-headers.ts";

const name = fc.constantFrom("Request-Id", "request-id", "Retry-After", "x-a", "X-B", "Set-Cookie", "set-cookie");
const value = fc.stringMatching(/^[!-~]([ -~]{0,10}[!-~])?$/);
const lines = fc.array(fc.tuple(name, value), { maxLength: 8 });

const sorted = (headers: Headers): string[] => [...headers].map((line) => line.join(": ")).toSorted();

test("what a response's headers say is what the platform's Headers say, and in its own order", () => {
  fc.assert(
    fc.property(lines, (pairs) => {
      const theirs = new Headers(pairs);
      const ours = new ReceivedHeaders(pairs.flat());
      expect(sorted(ours)).toEqual(sorted(theirs));
      expect([...ours.keys()]).toEqual([...ours].map(([key]) => key));
      expect([...ours.values()]).toEqual([...ours.entries()].map(([, said]) => said));
      expect(ours.getSetCookie()).toEqual(theirs.getSetCookie());
      for (const asked of ["REQUEST-ID", "set-cookie", "x-b", "none"]) {
        expect([ours.get(asked), ours.has(asked)]).toEqual([theirs.get(asked), theirs.has(asked)]);
      }
      const visited: [string, string][] = [];
      ours.forEach((said, key) => visited.push([key, said]));
      expect(visited).toEqual([...ours]);
      expect([...new Headers(ours)]).toEqual([...theirs]);
      expect([...new Response("", { headers: ours }).headers]).toEqual([
        ...new Response("", { headers: pairs }).headers,
      ]);
    }),
  );
});

test("what is changed afterwards", () => {
  const ours = new ReceivedHeaders(["A", "1", "Set-Cookie", "x=1", "set-cookie", "y=2"]);
  ours.set("a", "2");
  ours.append("A", "3");
  ours.set("Set-Cookie", "z=3");
  expect([...ours]).toEqual([
    ["a", "2, 3"],
    ["set-cookie", "z=3"],
  ]);
  ours.delete("SET-cookie");
  expect([ours.has("set-cookie"), ours.getSetCookie()]).toEqual([false, []]);
});
