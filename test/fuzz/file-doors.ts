import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { parse } from "yaml";
import { loadEnvironment } from "../../src/cli/arguments/environment.ts";
import { toInvocation } from "../../src/cli/arguments/invocation.ts";
import { createMask } from "../../src/base/mask.ts";
import { formatDiagnostics } from "../../src/cli/terminal/format-diagnostic.ts";
import { checkSuites } from "../../src/pipeline/passes/check-suites.ts";
import { openRecordings } from "../../src/providers/recordings/recordings.ts";
import { readBaselineFile } from "../../src/store/baselines/baseline-file.ts";
import { DataError } from "../../src/suite/data/data-error.ts";
import { openRows } from "../../src/suite/data/open-rows.ts";
import { rowsOfPages } from "../helpers/reports/rows-of-pages.ts";
import { invocationOf } from "../helpers/invocation.ts";
import { type Door, door, rule, SECRET } from "./door.ts";
import { mutated, withBytes } from "./mutated.ts";

const CORPUS = join(import.meta.dirname, "../corpus");
const AT_MS = Date.parse("2026-11-28T12:00:00Z");

/** Every suite of the corpus that stands alone. */
const SUITES = readdirSync(CORPUS).flatMap((name) => {
  const { suite } = parse(readFileSync(join(CORPUS, name), "utf8")) as { suite?: string }; // our own files
  return suite === undefined || suite.length > 5000 ? [] : [suite];
});

async function checked(folder: string): Promise<string> {
  const found = await checkSuites(invocationOf(folder), AT_MS);
  await found.close();
  const { errors, warnings, locate } = found;
  return createMask([SECRET])(formatDiagnostics([...errors, ...warnings], locate)); // as the command line shows them
}

function project(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  mkdirSync(join(folder, ".git"), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

async function readAll(file: string): Promise<void> {
  try {
    let rows = 0;
    for await (const { row } of rowsOfPages(openRows(file, {})))
      rule(typeof row === "object" && ++rows > 0, "a row that is none");
    rule(rows > 0, "no rows, and no word of it");
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
  }
}

function dataDoor(ending: string, seeds: readonly string[]): Door {
  return door(`a data file: .${ending}`, withBytes(mutated(seeds)), async (bytes, folder) => {
    const file = join(folder, `data.${ending}`);
    writeFileSync(file, bytes);
    await readAll(file);
  });
}

const SUITE = 'model: claude-haiku-5-5\nprompt: "{{ q }}"\ncases: [{ vars: { q: x }, expect: [{ contains: a }] }]\n';
const CONFIG =
  "models: { fast: claude-haiku-5-5 }\ndefaults: { trials: 2 }\nprices: { claude-haiku-5-5: { input: 1, output: 2 } }\n";

const RECORDING = `{"v":1,"case":"a","request_hash":"${"0".repeat(64)}","n":1,"completion":{"content":[{"type":"text","text":"hi"}],"ending":"complete","stop_reason":"end_turn","refusal_category":null,"model_served":"claude-haiku-5-5","usage":{"input_tokens":1,"output_tokens":1,"cache_read_tokens":0,"cache_write_5m_tokens":0,"cache_write_1h_tokens":0,"thinking_tokens":null,"web_search_requests":0,"service_tier":"standard","speed":null,"inference_geo":null}},"request_id":null,"ttft_ms":1,"latency_ms":2}\n`;
const BASELINE = `{"format":"prompt-run.baseline","format_version":1,"suite":"s","file":"s.yaml","made_at":"2026-11-28T00:00:00Z","tool_version":"0.1.0","replies":"live","price_table":"2026-11-20","runs":[],"arms":[{"id":"m/default","model":"m","settings":{},"prompt_text":null,"served":[]}],"cases":[\n{"id":"a","inputs":null,"checks":null,"arms":[{"passed":1,"failed":0,"cost_usd":null,"latency_ms":1,"output_tokens":1}]}\n]}\n`;

export const FILE_DOORS: readonly Door[] = [
  door("a suite", mutated(SUITES), async (suite, folder) => {
    project(folder, { "suite.yaml": suite });
    rule(!(await checked(folder)).includes("\u001b["), "a suite steers the terminal");
  }),
  door("bytes of a suite", withBytes(mutated(SUITES, 2)), async (suite, folder) => {
    project(folder, { "suite.yaml": suite });
    await checked(folder);
  }),
  door("a config", mutated([CONFIG]), async (config, folder) => {
    project(folder, { "suite.yaml": SUITE, "prompt-run.config.yaml": config });
    await checked(folder);
  }),
  dataDoor("csv", ['id,q\n1,"a ""b"""\n2,c\n', "a;b\r\n1;2\r\n", "a\n1\n\n2\n"]),
  dataDoor("tsv", ["a\tb\n1\t2\n"]),
  dataDoor("jsonl", ['{"a":1,"b":[1,{"c":null}]}\n{"a":"x"}\n']),
  dataDoor("json", ['[{"a":1},\n {"b":[1.10,"x"]}]\n']),
  dataDoor("yaml", ["- a: 1\n- &x { b: [1, 2] }\n- *x\n"]),
  door(".env", withBytes(mutated([`ANTHROPIC_API_KEY=x\nA='b\nc'\nexport B="d" # e\n`])), async (bytes, folder) => {
    writeFileSync(join(folder, ".env"), bytes);
    const loaded = loadEnvironment(folder, null, { PATH: "/bin" });
    if (loaded.ok) toInvocation(["s.yaml"], { simulate: true }, loaded.value, folder);
    return Promise.resolve();
  }),
  door("recordings", withBytes(mutated([RECORDING, RECORDING + RECORDING])), async (bytes, folder) => {
    const file = join(folder, "s.yaml.jsonl");
    writeFileSync(file, bytes);
    const opened = await openRecordings(file);
    if (opened.status === "open") opened.recordings.close();
  }),
  door("a baseline", withBytes(mutated([BASELINE])), async (bytes, folder) => {
    const file = join(folder, "b.json");
    writeFileSync(file, bytes);
    await readBaselineFile(file);
  }),
  door("a secret in a suite", fc.tuple(mutated(SUITES, 2), fc.nat(3)), async ([suite, where], folder) => {
    const key = `sk-ant-api03-${"k".repeat(40)}`;
    const at = Math.floor((where / 4) * suite.length);
    project(folder, { "suite.yaml": `${suite.slice(0, at)}${key}${suite.slice(at)}`, ".env": `TOKEN=${SECRET}\n` });
    rule(!(await checked(folder)).includes(key), "a key is shown");
  }),
];
