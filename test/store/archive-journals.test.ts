import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32, deflateRawSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { unpackJournals } from "../../src/store/shards/archive-journals.ts";
import { tarOf, type TarFile } from "../helpers/tar.ts";
import { temporaryProject } from "../helpers/temporary-folder.ts";

const RUN = "runs/20261128-121916-08ab0/journal.jsonl";

/** A zip with these files, deflated (APPNOTE 4.3). */
function zipOf(files: readonly TarFile[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, text } of files) {
    const [path, content, packed] = [Buffer.from(name), Buffer.from(text), deflateRawSync(text)];
    const common = Buffer.alloc(26);
    for (const [value, at] of [
      [20, 0],
      [8, 4],
    ] as const)
      common.writeUInt16LE(value, at);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(path.length, 22);
    const local = Buffer.concat([Buffer.from("PK\u0003\u0004", "latin1"), common, path, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("PK\u0001\u0002\u0014\u0000", "latin1"), common, rest, path]));
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  for (const at of [4, 6]) end.writeUInt16LE(files.length, at);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, central, Buffer.from("PK\u0005\u0006", "latin1"), end]);
}

/** Unpacks an archive of these bytes; gives what came out, and all that lies beside it. */
async function unpacked(bytes: Buffer, bounds?: Parameters<typeof unpackJournals>[2]) {
  const cwd = temporaryProject({});
  writeFileSync(join(cwd, "archive"), bytes);
  mkdirSync(join(cwd, "in"));
  const result = await unpackJournals(join(cwd, "archive"), join(cwd, "in"), bounds);
  const texts = result.status === "unpacked" ? result.journals.map((path) => readFileSync(path, "utf8")) : [];
  return { result, texts, beside: readdirSync(cwd).toSorted() };
}

const FORMS: readonly (readonly [string, (files: readonly TarFile[]) => Buffer])[] = [
  ["tar", tarOf],
  ["tar.gz", (files) => gzipSync(tarOf(files))],
  ["zip", zipOf],
];

describe.each(FORMS)("%s", (form, pack) => {
  test("journals come out, everything else is passed over", async () => {
    const files = [
      { name: "runs/x/head.json", text: "{}" },
      { name: RUN, text: "one\n" },
      { name: "b/journal.jsonl", text: "y".repeat(70_000) },
      { name: "journal.jsonl.bak", text: "no" },
    ];
    expect((await unpacked(pack(files))).texts).toEqual(["one\n", "y".repeat(70_000)]);
  });

  test("a name that leads out of the folder leads nowhere", async () => {
    const { texts, beside } = await unpacked(pack([{ name: "../../evil/journal.jsonl", text: "evil" }]));
    expect(beside).toEqual([".git", "archive", "in"]);
    expect(texts).toEqual(form === "zip" ? [] : ["evil"]); // a zip with such names is refused as a whole
  });

  test("what takes more than its bound is refused before it is written", async () => {
    const bomb = pack([{ name: RUN, text: "0".repeat(300_000) }]);
    const { result } = await unpacked(bomb, { entries: 10, bytes: 100_000 });
    expect(result).toMatchObject({ status: "refused", message: expect.stringContaining("takes more than") as string });
  });

  test("so is one with too many entries", async () => {
    const many = pack(Array.from({ length: 11 }, (_, n) => ({ name: `f${n}`, text: "" })));
    const { result } = await unpacked(many, { entries: 10, bytes: 100_000 });
    expect(result).toMatchObject({
      status: "refused",
      message: expect.stringContaining("more than 10 entries") as string,
    });
  });

  test.each([0.2, 0.5, 0.9])("%d of it is damaged, or holds nothing, and never hangs", async (share) => {
    const whole = pack([
      { name: RUN, text: "x".repeat(5_000) },
      { name: "b/journal.jsonl", text: "z".repeat(5_000) },
    ]);
    const { result } = await unpacked(whole.subarray(0, Math.floor(whole.length * share)));
    expect(result.status).toBe("refused");
  });

  test("without a journal it is refused", async () => {
    const { result } = await unpacked(pack([{ name: "report.json", text: "{}" }]));
    expect(result).toEqual({ status: "refused", message: "it holds no journal.jsonl" });
  });
});

test.each(["2", "1", "5"])("a link or folder of the name of a journal (type %s) is no journal", async (type) => {
  const { result } = await unpacked(tarOf([{ name: RUN, text: "", type }]));
  expect(result).toEqual({ status: "refused", message: "it holds no journal.jsonl" });
});

test("long names of GNU and of pax headers say which file it is", async () => {
  const pax = `path=${"d/".repeat(80)}journal.jsonl\n`;
  const record = `${pax.length + 4} ${pax}`; // "NNN " counts itself
  const archive = tarOf([
    { name: "././@LongLink", text: `${"d/".repeat(80)}journal.jsonl\0`, type: "L" },
    { name: "d/d/", text: "gnu" },
    { name: "PaxHeader", text: record, type: "x" },
    { name: "cut", text: "pax" },
    { name: "other", text: "no" },
  ]);
  expect((await unpacked(archive)).texts).toEqual(["gnu", "pax"]);
});

test("another file is no archive", async () => {
  const { result } = await unpacked(Buffer.from("name: suite\n"));
  expect(result).toMatchObject({ status: "refused", message: expect.stringContaining("no run and no .zip") as string });
});
