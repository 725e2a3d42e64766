import { join } from "node:path";
import { expect, test } from "vitest";
import { DataError } from "../../../src/suite/data/data-error.ts";
import type { ColumnType } from "../../../src/suite/data/data-row.ts";
import { openRows } from "../../../src/suite/data/open-rows.ts";
import { selectRows } from "../../../src/suite/data/select-rows.ts";
import { rowsOfPages } from "../../helpers/reports/rows-of-pages.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

async function collect<T>(pages: AsyncIterable<Iterable<T>>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of rowsOfPages(pages)) all.push(item);
  return all;
}

async function read(name: string, text: string, types: Record<string, ColumnType> = {}): Promise<unknown> {
  const folder = temporaryProject({ [name]: text });
  try {
    return (await collect(openRows(join(folder, name), types))).map(({ row, line }) => [line, row]);
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    const { code, place } = error.diagnostic;
    return place.kind === "line" ? `${place.line}:${place.column ?? "?"} ${code}` : code;
  }
}

test.each([
  ["a.jsonl", '{"a":1}\n\n{"a":"ü😀"}', [[1, { a: 1 }], [3, { a: "ü😀" }]]],
  ["a.jsonl", '{"a":1}\r\n{"a":2}\r\n', [[1, { a: 1 }], [2, { a: 2 }]]],
  ["a.csv", "\uFEFFa,b c\n1,\n", [[2, { a: "1", "b c": "" }]]],
  ["a.csv", 'a,b\n"x\ny","1,2"\r\n3,"say ""hi"""\n', [[2, { a: "x\ny", b: "1,2" }], [4, { a: "3", b: 'say "hi"' }]]],
  ["a.csv", 'a,b\r\n"x\r\n\r\ny",1\r\n\r\n2,"\r"\r\n3,4', [[2, { a: "x\r\n\r\ny", b: "1" }], [6, { a: "2", b: "\r" }], [8, { a: "3", b: "4" }]]],
  ["a.json", '[{"a": 1},\n {"a": [2]}]', [[1, { a: 1 }], [2, { a: [2] }]]],
  ["a.yaml", "- a: yes\n- a: 2\n", [[1, { a: "yes" }], [2, { a: 2 }]]],
])("%s %j is read", async (name, text, rows) => expect(await read(name, text)).toEqual(rows));

test.each([
  ["a.jsonl", "", "no-rows"],
  ["a.csv", "a,b\n", "no-rows"],
  ["a.jsonl", '{"a":1}\n{"a":}\n', "2:6 bad-row"],
  ["a.jsonl", "{}\n[1]\n", "2:1 bad-row"],
  ["a.csv", "a,b\n1,2\n3\n", "3:? ragged-row"],
  ["a.csv", "a,b\n1,2,3\n", "2:? ragged-row"],
  ["a.csv", "a,a\n1,2\n", "1:? bad-header"],
  ["a.csv", "a,\n1,2\n", "1:? bad-header"],
  ["a.csv", 'a\n"x\n', "2:? bad-row"],
  ["a.csv", 'a\r\n"x\r\ny"\r\n"z\r\n', "4:? bad-row"],
  ["a.csv", 'a,b\r\n"x\r\ny",1\r\n3"4",5\r\n', "4:? bad-row"],
  ["a.json", "{}", "bad-data"],
  ["a.yaml", "- a\n", "1:? bad-row"],
  ["a.txt", "x", "unknown-data-format"],
])("%s %j is a problem", async (name, text, problem) => expect(await read(name, text)).toBe(problem));

test("CSV columns have the types they are given", async () => {
  const types = { n: "number", b: "boolean", j: "json" } as const;
  expect(await read("a.csv", 'n,b,j,s\n1.5,true,"[1]",2\n', types)).toEqual([[2, { n: 1.5, b: true, j: [1], s: "2" }]]);
  expect(await read("a.csv", "n,b,j\n,true,1\n", types)).toBe("2:? bad-cell");
  expect(await read("a.csv", "n\n1\n", { m: "number" })).toBe("1:? bad-header");
});

test("a chunk boundary inside a character or a line changes nothing", async () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => ({ i, text: "日本語😀".repeat(5) }));
  const text = rows.map((row) => JSON.stringify(row)).join("\n");
  const found = (await read("a.jsonl", text)) as [number, { i: number; text: string }][];
  expect(found.length).toBe(rows.length);
  expect(found.every(([, row], i) => row.i === i && row.text === rows[i]?.text)).toBe(true);
});

test("a sample is seeded, keeps file order and is cut by limit", async () => {
  async function* numbers(): AsyncIterable<number[]> {
    for (let i = 0; i < 1000; i += 8) yield Array.from({ length: 8 }, (_, n) => i + n);
  }
  const pick = (selection: object): Promise<number[]> => collect(selectRows(numbers, selection));
  const sample = await pick({ sample: 50, seed: 1 });
  expect(sample.length).toBe(50);
  expect([...sample].sort((a, b) => a - b)).toEqual(sample);
  expect(await pick({ sample: 50, seed: 1 })).toEqual(sample);
  expect(await pick({ sample: 50, seed: 2 })).not.toEqual(sample);
  expect(await pick({ sample: 50, seed: 1, limit: 3 })).toEqual(sample.slice(0, 3));
  expect(await pick({ limit: 2 })).toEqual([0, 1]);
  expect((await pick({ sample: 5000 })).length).toBe(1000);
});
