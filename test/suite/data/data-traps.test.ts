import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DataError } from "../../../src/suite/data/data-error.ts";
import { jsonErrorOffset } from "../../../src/base/json/json-scanner.ts";
import { itemOffsets } from "../../../src/suite/data/item-offsets.ts";
import type { ColumnType } from "../../../src/suite/data/data-row.ts";
import { openRows } from "../../../src/suite/data/open-rows.ts";
import { selectRows } from "../../../src/suite/data/select-rows.ts";
import { rowsOfPages } from "../../helpers/reports/rows-of-pages.ts";
import { times } from "../../helpers/soak.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

async function rowsOf(name: string, text: string | Buffer, types: Record<string, ColumnType> = {}): Promise<unknown> {
  const file = join(temporaryProject({}), name);
  writeFileSync(file, text);
  const rows: unknown[] = [];
  try {
    for await (const { row, line } of rowsOfPages(openRows(file, types))) rows.push([line, row]);
    return rows;
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    const { code, place } = error.diagnostic;
    return place.kind === "line" ? `${place.line}:${place.column ?? "?"} ${code}` : code;
  }
}

/** More than is read of a file at once, in few lines. */
const FAR_LINES = 1_000;
const FAR = `1,${"2".repeat(300)}\n`.repeat(FAR_LINES);

describe("CSV", () => {
  test.each([
    ["headers of any kind", "First Name,a.b,__proto__,toString,顧客\n1,2,3,4,5\n", [[2, { "First Name": "1", "a.b": "2", ["__proto__"]: "3", toString: "4", 顧客: "5" }]]],
    ["C10: blank lines at the end", "a,b\n1,2\n\n\n", [[2, { a: "1", b: "2" }]]],
    ["one blank line at the end", "a,b\n1,2\n\n", [[2, { a: "1", b: "2" }]]],
    ["C10: a blank line between rows", "a,b\n1,2\n\n3,4\n", [[2, { a: "1", b: "2" }], [4, { a: "3", b: "4" }]]],
    ["C10: a semicolon parts", "a;b\n1;2,5\n", [[2, { a: "1", b: "2,5" }]]],
    ["C10: a tab parts", "a\tb\n1\tx;y\n", [[2, { a: "1", b: "x;y" }]]],
    ["C10: a comma in the header wins", "a;b,c\n1,2\n", [[2, { "a;b": "1", c: "2" }]]],
    ["C10: semicolons in quotes part nothing", '"a;b"\n1;2\n', [[2, { "a;b": "1;2" }]]],
    ["C10: CR line ends", 'a,b\r1,"x\ry"\r2,z\r', [[2, { a: "1", b: "x\ry" }], [4, { a: "2", b: "z" }]]],
    ["C10: a bare quote far down", `a,b\n${FAR}1,x"y\n`, `${FAR_LINES + 2}:? bad-row`],
    ["C10: text after a closing quote, after lines in quotes", 'a,b\n"1\n2",3\n4,"x"y\n', "4:? bad-row"],
    ["C10: a quote far down that is never closed", `a,b\n${FAR}"1,2\n${FAR}`, `${FAR_LINES + 2}:? bad-row`],
    ["blank lines of one column are empty values", "a\n1\n\n", [[2, { a: "1" }], [3, { a: "" }]]],
    ["spaces belong to values", "a,b\n 1 , 2\n", [[2, { a: " 1 ", b: " 2" }]]],
    ["no line end at the end", "a\n1", [[2, { a: "1" }]]],
    ["lines inside quotes count", 'a,b\n"1\n2\n3",x\ny\n', "5:? ragged-row"],
    ["a quote that is never closed", 'a,b\n1,2\n"3,4\n5,6\n', "3:? bad-row"],
    ["a quote inside a bare value", 'a,b\n1,x"y\n', "2:? bad-row"],
  ])("%s", async (_, text, expected) => expect(await rowsOf("a.csv", text)).toEqual(expected));

  test.each([
    ["number", "12", 12],
    ["number", " -0.5e3 ", -500],
    ["number", "", null],
    ["number", "0x10", null],
    ["number", "1,5", null],
    ["number", "Infinity", null],
    ["number", "12345678901234567890", null],
    ["number", "9007199254740991", 9007199254740991],
    ["boolean", "TRUE", true],
    ["boolean", "false", false],
    ["boolean", "yes", null],
    ["json", '{"a":[1]}', { a: [1] }],
    ["json", "null", "null"],
    ["json", "{a:1}", null],
    ["string", "007", "007"],
  ] as const)("a %s of %j", async (type, cell, value) => {
    const found = await rowsOf("a.csv", `v,w\n"${cell.replaceAll('"', '""')}",x\n`, { v: type });
    const wanted = value === "null" ? null : value;
    expect(found).toEqual(value === null ? "2:? bad-cell" : [[2, { v: wanted, w: "x" }]]);
  });

  test("what is written as RFC 4180 says is read as it was", async () => {
    const cell = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", "\r\n", " ", "é", "😀", ";") });
    const table = fc.integer({ min: 2, max: 4 }).chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }));
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom("\n", "\r\n"), async (rows, end) => {
        const quoted = rows.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(","));
        const header = rows[0]?.map((_, index) => `c${index}`) ?? [];
        const found = (await rowsOf("a.csv", [header.join(","), ...quoted].join(end) + end)) as [number, object][];
        expect(found.map(([, row]) => Object.values(row))).toEqual(rows);
      }),
      { numRuns: 60 },
    );
  });
});

describe("every format", () => {
  test.each([
    ["a.jsonl", Buffer.from([0x7b, 0x7d, 0x0a, 0xff]), "2:? not-utf8"],
    ["a.csv", Buffer.from([0x61, 0x0a, 0xe9, 0x0a]), "2:? not-utf8"],
    ["a.jsonl", Buffer.from([0x7b, 0x7d, 0x0a, 0xe2, 0x82]), "2:? not-utf8"],
    ["a.json", Buffer.from([0x5b, 0xff]), "1:? not-utf8"],
    ["a.csv", Buffer.from(`${FAR}\u00e9\n`, "latin1"), `${FAR_LINES + 1}:? not-utf8`],
    ["a.tsv", "a\tb,c\n1\t2\n", [[2, { a: "1", "b,c": "2" }]]],
    ["a.yaml", "- a: 1\n- b: *lost\n", "2:6 yaml-alias"],
    ["a.yaml", "- &x [1]\n- { <<: *x }\n", "2:9 yaml-alias"],
    ["a.yaml", "- a: 1\n- { <<: 3 }\n", "2:9 yaml-alias"],
    ["a.jsonl", '{"a": 1,}', "1:9 bad-row"],
    ["a.jsonl", "\uFEFF{}\n{'a': 1}", "2:2 bad-row"],
    ["a.jsonl", '{"a": 1} {"a": 2}', "1:10 bad-row"],
    ["a.jsonl", '{"a": "x\n', "1:7 bad-row"],
    ["a.json", '[{"a": 1},\n {"a": }]', "2:8 bad-data"],
    ["a.json", '[\n{"a":"]"},\n\n[1]]', "4:? bad-row"],
    ["a.json", "", "no-rows"],
    ["a.json", "[]", "no-rows"],
    ["a.json", '\uFEFF[{"a":"[,"},{"b":2},\n\n{"c":3}]', [[1, { a: "[," }], [1, { b: 2 }], [3, { c: 3 }]]],
    ["a.yaml", "# nothing\n", "no-rows"],
    ["a.yaml", "- a: 1\n- a: 2\n  a: 3\n", "3:3 yaml-duplicate-key"],
    ["a.yaml", "a: 1\n", "bad-data"],
    ["a.yml", "- a: [1, {b: c}]\n", [[1, { a: [1, { b: "c" }] }]]],
  ])("%s %.80j", async (name, text, expected) => expect(await rowsOf(name, text)).toEqual(expected));

  test.each(["a.jsonl", "a.json", "a.yaml"])("types are for CSV: %s", async (name) => {
    expect(await rowsOf(name, "[]", { a: "number" })).toBe("types-without-csv");
  });

  test("a file that is gone is a problem, not a crash", async () => {
    for (const name of ["gone.csv", "gone.jsonl"]) {
      const open = async (): Promise<void> => {
        for await (const _ of rowsOfPages(openRows(join(temporaryProject({}), name), {}))) return;
      };
      await expect(open()).rejects.toBeInstanceOf(DataError);
    }
  });

  test("reading may stop early and begin again", async () => {
    const lines = Array.from({ length: 5_000 }, (_, index) => `${index},"x\ny${" ".repeat(100)}"`).join("\n");
    const file = join(temporaryProject({ "a.csv": `n,t\n${lines}\n` }), "a.csv");
    for (let round = 0; round < 3; round++) {
      const found: unknown[] = [];
      for await (const { row, line } of rowsOfPages(selectRows(() => openRows(file, {}), { limit: 2 }))) found.push([row["n"], line]);
      expect(found).toEqual([["0", 2], ["1", 4]]);
    }
  });
});

test("every sample of rows is as likely as any other", async () => {
  async function* five(): AsyncIterable<number[]> {
    yield [0, 1];
    yield [2, 3, 4];
  }
  const counts = new Map<string, number>();
  const rounds = 2000;
  for (let seed = 0; seed < rounds; seed++) {
    const picked: number[] = [];
    for await (const row of rowsOfPages(selectRows(five, { sample: 2, seed }))) picked.push(row);
    counts.set(picked.join(), (counts.get(picked.join()) ?? 0) + 1);
  }
  expect(counts.size).toBe(10);
  // 10 pairs, 200 each: 5 standard deviations are 67.
  for (const count of counts.values()) expect(Math.abs(count - rounds / 10)).toBeLessThan(67);
});

describe("where JSON ends", () => {
  test("nowhere, in JSON", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, "\t"), (value, indent) => {
        expect(jsonErrorOffset(JSON.stringify(value, null, indent))).toBeNull();
      }),
    );
  });

  test("somewhere, exactly where JSON.parse finds fault", () => {
    const piece = fc.constantFrom(..."{ } [ ] , : \"a\" \"\\u12 1 -1.5e3 01 true nul \\ ' \n".split(" "), "\u007f", '"\\n"');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join("");
        const isJson = ((): boolean => {
          try {
            JSON.parse(text);
            return true;
          } catch {
            return false;
          }
        })();
        expect({ text, ok: jsonErrorOffset(text) === null }).toEqual({ text, ok: isJson });
      }),
      { numRuns: times({ small: 400, long: 20_000 }) },
    );
  });

  test.each([
    ["", 0],
    ["[1,", 3],
    ['{"a":1 "b"', 7],
    ["[1]]", 3],
    ["[}", 1],
    ["nulll", 4],
  ])("%j at %i", (text, offset) => expect(jsonErrorOffset(text)).toBe(offset));

  test("items of a list begin where their text does", () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { maxLength: 5 }), fc.constantFrom(undefined, 2), (list, indent) => {
        const text = JSON.stringify(list, null, indent);
        const offsets = itemOffsets(text);
        expect(offsets.length).toBe(list.length);
        for (const [index, item] of list.entries()) {
          const written = JSON.stringify(item, null, indent);
          const rest = text.slice(offsets[index]);
          expect(rest.startsWith(written[0] ?? "")).toBe(true);
        }
      }),
    );
  });
});

describe("what JSON allows and a row must not have", () => {
  const deep = (levels: number): string => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
  test.each([
    ["a.jsonl", `{"a":1}\n${deep(20_000)}\n`, "2:5001 bad-row"],
    ["a.jsonl", `{"a":${"[".repeat(20_000)}`, "1:1005 bad-row"],
    ["a.jsonl", '{"a":1,"b":2,"a":3}', "1:14 bad-row"],
    ["a.jsonl", '{"a":{"b":1,"\\u0062":2}}', "1:13 bad-row"],
    ["a.jsonl", '{"a":"x:y","b":1,"b":2}', "1:18 bad-row"],
    ["a.jsonl", '{"a":12345678901234567890}', "1:6 bad-row"],
    ["a.jsonl", '{"a":[-1e400]}', "1:7 bad-row"],
    ["a.jsonl", '{"a":1E+999}', "1:6 bad-row"],
    ["a.json", `[\n${deep(20_000)}]`, "2:4996 bad-data"],
    ["a.json", '[{"a":1},\n {"b":1,"b":2}]', "2:9 bad-data"],
    ["a.json", '[{"a":12345678901234567890}]', "1:7 bad-data"],
    ["a.yaml", "- a: .inf\n", "1:6 bad-number"],
    ["a.yaml", "- a: 12345678901234567890\n", "1:6 bad-number"],
  ])("%s %.40j", async (name, text, problem) => expect(await rowsOf(name, text)).toBe(problem));

  test.each(['{"a":1,"a":2}', "1e400", "[12345678901234567890]", deep(20_000)])("in a CSV cell: %.40s", async (cell) => {
    const text = `j\n"${cell.replaceAll('"', '""')}"\n`;
    expect(await rowsOf("a.csv", text, { j: "json" })).toBe("2:? bad-cell");
  });

  test("ordinary JSON is taken, whatever its texts hold", async () => {
    const tricky = fc.constantFrom("a:1e999,{[:12345678901234567890", 9007199254740991, 1e300, -0.1234567890123456);
    const leaf = fc.oneof(tricky, fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
    const { node } = fc.letrec((tie) => ({
      node: fc.oneof({ depthSize: "small" }, leaf, fc.array(tie("node")), fc.dictionary(fc.string(), tie("node"))),
    }));
    const rows = fc.dictionary(fc.string({ maxLength: 4 }), node, { maxKeys: 4 });
    await fc.assert(
      fc.asyncProperty(rows, async (row) => {
        const text = JSON.stringify(row);
        const read = (await rowsOf("a.jsonl", text)) as [number, unknown][];
        expect(JSON.stringify(read[0]?.[1])).toBe(text);
      }),
      { numRuns: 100 },
    );
  });
});

test.each([
  ["a.jsonl", '{"v": "1.10", "n": 1.5, "big": 123456789012}', []],
  ["a.jsonl", '{"v": 1.10, "e": 1e-05, "z": -0, "o": {"p": [1, 2.0]}, "s": "1.10"}', ["v 1.10 1:7", "e 1e-05 1:18", "z -0 1:30", "o 2.0 1:49"]],
  ["a.json", '[{"a": 1},\n {"v": [{"w": 1.10}]}]', ["v 1.10 2:15"]],
  ["a.yaml", "- a: 1\n- v: 02134\n  w: 0.5\n", ["v 02134 2:6"]],
])("C1: numbers of %s that would lose characters: %s", async (name, text, expected) => {
  const file = join(temporaryProject({}), name);
  writeFileSync(file, text);
  const found: string[] = [];
  for await (const { respelled = [] } of rowsOfPages(openRows(file, {}))) {
    found.push(...respelled.map(({ name: column, written, at }) => `${column} ${written} ${at().line}:${at().column}`));
  }
  expect(found).toEqual(expected);
});
