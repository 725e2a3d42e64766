import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import type { RecordingLine } from "../../src/domain/formats/records.ts";
import { KeyList } from "../../src/base/lists/key-list.ts";
import { mergeRecordings } from "../../src/providers/recordings/merge-recordings.ts";
import { keyOfLine } from "../../src/domain/run/recording-key.ts";
import { openRecordings, type Recordings } from "../../src/providers/recordings/recordings.ts";
import { temporaryProject } from "../helpers/temporary-folder.ts";

const HASH = "ab".repeat(32);

function line(caseId: string, n: number, text: string, hash: string = HASH): RecordingLine {
  return {
    v: 1,
    case: caseId,
    request_hash: hash,
    n,
    recorded_at: "2026-11-22T09:30:00.000Z",
    completion: {
      content: [{ type: "text", text }],
      ending: "complete",
      stop_reason: "end_turn",
      refusal_category: null,
      model_served: "m",
      usage: {
        input_tokens: 1,
        output_tokens: 2,
        cache_read_tokens: 0,
        cache_write_5m_tokens: 0,
        cache_write_1h_tokens: 0,
        thinking_tokens: null,
        web_search_requests: 0,
        service_tier: null,
        speed: null,
        inference_geo: null,
      },
    },
    ttft_ms: 1,
    latency_ms: 2,
    request_id: null,
  };
}

function merge(file: string, lines: readonly RecordingLine[]): ReturnType<typeof mergeRecordings> {
  const keys = new KeyList();
  for (const added of lines) keys.push(added.case, added.request_hash, added.n);
  return mergeRecordings(file, { keys, text: (index) => JSON.stringify(lines[index]) });
}

async function open(file: string): Promise<Recordings> {
  const opened = await openRecordings(file);
  if (opened.status !== "open") throw new Error(JSON.stringify(opened));
  return opened.recordings;
}

function textsOf(file: string): string[] {
  const lines = readFileSync(file, "utf8").trim().split("\n");
  return lines.map((text) => {
    const { case: id, n, completion } = JSON.parse(text) as RecordingLine;
    return `${id} ${n} ${(completion.content as { text: string }[])[0]?.text}`;
  });
}

const fileIn = (folder: string): string => join(folder, "recordings/suite.yaml.jsonl");

test("lines are merged sorted by case and n, the newest of each key; nothing is left beside the file", async () => {
  const file = fileIn(temporaryProject({ "recordings/.keep": "" }));
  await merge(file, [line("b", 2, "old"), line("a", 10, "x"), line("b", 1, "y"), line("a", 9, "日本")]);
  await merge(file, [line("c", 1, "z"), line("b", 2, "first"), line("b", 2, "new")]);
  expect(textsOf(file)).toEqual(["a 9 日本", "a 10 x", "b 1 y", "b 2 new", "c 1 z"]);
  expect(readdirSync(dirname(file))).toEqual([".keep", "suite.yaml.jsonl"]);
});

test("a file that people have edited is sorted again; empty lines and a missing last newline are no damage", async () => {
  const file = fileIn(temporaryProject({ "recordings/.keep": "" }));
  await merge(file, [line("a", 1, "x")]);
  writeFileSync(file, `${JSON.stringify(line("z", 1, "late"))}\n\n${JSON.stringify(line("a", 1, "x"))}`);
  await merge(file, [line("m", 1, "new")]);
  expect(textsOf(file)).toEqual(["a 1 x", "m 1 new", "z 1 late"]);
});

test("answers are found by case, hash and n together, in files of many lines", async () => {
  const file = fileIn(temporaryProject({ "recordings/.keep": "" }));
  const many = Array.from({ length: 3_000 }, (_, index) => line(`case ${index % 1_000}`, 1 + (index % 3), `t${index}`));
  await merge(file, many);
  const recordings = await open(file);
  expect(recordings.size).toBe(3_000);
  for (const wanted of many) {
    const [block] = wanted.completion.content as { text: string }[];
    expect(recordings.find(keyOfLine(wanted))?.completion.text).toBe(block?.text);
  }
  expect(recordings.find({ caseId: "case 1", requestHash: HASH, n: 4 })).toBeNull();
  expect(recordings.find({ caseId: "case 1", requestHash: "cd".repeat(32), n: 1 })).toBeNull();
  expect(recordings.find({ caseId: "other", requestHash: HASH, n: 1 })).toBeNull();
  recordings.close();
});

test("no file holds no recordings", async () => {
  const recordings = await open(fileIn(temporaryProject({ "recordings/.keep": "" })));
  expect(recordings.size).toBe(0);
  expect(recordings.find({ caseId: "a", requestHash: HASH, n: 1 })).toBeNull();
});

const good = JSON.stringify(line("a", 1, "x"));
const damaged = [
  { name: "no JSON", text: `${good}\n<<<<<<< HEAD\n${good}\n`, says: "not JSON" },
  { name: "cut off", text: `${good}\n${good.slice(0, 40)}`, says: "not JSON" },
  { name: "of another version", text: `${good}\n${good.replace('"v":1', '"v":2')}\n`, says: "another version" },
  { name: "without a field", text: `${good}\n${good.replace(/"n":1,/, "")}\n`, says: "`n` is missing" },
  { name: "with an unknown field", text: `${good}\n${good.replace('"n":1', '"n":1,"m":1')}\n`, says: "`m` is unknown" },
  { name: "with a wrong value", text: `${good}\n${good.replace('"n":1', '"n":0')}\n`, says: "/n is wrong" },
];
test.each(damaged)("a line $name is told by its number, and the file is left as it is", async ({ text, says }) => {
  const folder = temporaryProject({ "suite.yaml.jsonl": text });
  const file = join(folder, "suite.yaml.jsonl");
  const told = { status: "damaged", line: 2, message: expect.stringContaining(says) };
  expect(await openRecordings(file)).toEqual(told);
  expect(await merge(file, [line("b", 1, "new")])).toEqual(told);
  expect(readFileSync(file, "utf8")).toBe(text);
});

test("a folder where the file should be is unreadable, not empty", async () => {
  const folder = temporaryProject({ "suite.yaml.jsonl/x": "" });
  expect(await openRecordings(join(folder, "suite.yaml.jsonl"))).toMatchObject({ status: "unreadable" });
});

test("attack 5: two different answers of one key are refused by both lines, equal ones are not", async () => {
  const file = fileIn(temporaryProject({ "recordings/.keep": "" }));
  const one = JSON.stringify(line("a", 1, "ok"));
  const later = JSON.stringify({ ...line("a", 1, "ok"), latency_ms: 9, request_id: "r2" });
  writeFileSync(file, `${one}\n\n${JSON.stringify(line("b", 1, "日本"))}\n${later}\n`);
  const recordings = await open(file);
  expect(recordings.find(keyOfLine(line("a", 1, "")))?.latencyMs).toBe(9);
  recordings.close();
  for (const [first, second] of [
    ["ok", "WRONG"],
    ["WRONG", "ok"],
  ] as const) {
    const lines = [line("b", 1, "日本"), line("a", 1, first), line("a", 2, first), line("a", 1, second)];
    writeFileSync(file, lines.map((each) => JSON.stringify(each)).join("\n"));
    expect(await openRecordings(file)).toEqual({
      status: "damaged",
      line: 4,
      message: expect.stringContaining("line 2 has another answer"),
    });
  }
});

test("attack 11: a byte order mark before recordings is no part of them, and is gone after a merge", async () => {
  const file = fileIn(temporaryProject({ "recordings/.keep": "" }));
  writeFileSync(file, `\uFEFF${JSON.stringify(line("a", 1, "日本"))}\n${JSON.stringify(line("b", 1, "ok"))}\n`);
  const recordings = await open(file);
  for (const id of ["a", "b"]) expect(recordings.find(keyOfLine(line(id, 1, "")))).not.toBeNull();
  recordings.close();
  await merge(file, [line("c", 1, "new")]);
  expect(textsOf(file)).toEqual(["a 1 日本", "b 1 ok", "c 1 new"]);
});
