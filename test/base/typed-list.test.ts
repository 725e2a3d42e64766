import { expect, test } from "vitest";
import { hashText } from "../../src/base/hash.ts";
import { createHashList, hash64 } from "../../src/base/lists/typed-list.ts";

test("a list remembers its hashes past its first capacity, and which stand twice", () => {
  const list = createHashList();
  for (let index = 0; index < 3000; index++) list.push(hashText(String(index % 2999)));
  expect(list.length).toBe(3000);
  expect(list.matches(2500, hashText("2500"))).toBe(true);
  expect(list.matches(2500, hashText("2501"))).toBe(false);
  expect(list.matches(3000, hashText("0"))).toBe(false);
  expect([...list.repeated()]).toEqual([hash64(hashText("0"))]);
});
