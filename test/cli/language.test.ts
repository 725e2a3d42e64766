import { expect, test } from "vitest";
import type { Report, TrialRecord } from "../../src/domain/formats/records.ts";
import { DEFAULT_SIMULATOR } from "../../src/providers/simulator/state/options.ts";
import { serveSimulator } from "../../src/providers/simulator/serve.ts";
import { createSimulator } from "../../src/providers/simulator/simulator.ts";
import { runCli } from "../helpers/run-cli.ts";
import { temporaryProject } from "../helpers/temporary-folder.ts";

// The data half of the suite language, seen from outside: what is written, and what a run makes of it.

async function run(files: Record<string, string>): Promise<readonly TrialRecord[]> {
  const cwd = temporaryProject(files);
  const { stdout, stderr } = await runCli(["suite.yaml", "--simulate", "--reporter", "json"], { cwd });
  if (stdout === "") throw new Error(stderr);
  const report = JSON.parse(stdout) as Report;
  return report.suites[0]?.trials ?? [];
}

const idsOf = (trials: readonly TrialRecord[]): string[] => trials.map((trial) => trial.case);
const verdictsOf = (trials: readonly TrialRecord[]): unknown[] => trials.map((trial) => trial.verdict);

test("rows, includes and matrices become cases, with their columns in ids, tags, prompts and checks", async () => {
  const trials = await run({
    "suite.yaml": `model: claude-haiku-5-5
prompt: "{{ greeting }} in {{ lang }}{% if tone %} ({{ tone }}){% endif %}"
vars: { greeting: hello }
cases:
  - { file: data.csv, id: "row-{{ n }}", tags: ["lang={{ lang }}"], types: { n: number }, expect: [{ equals: "{{ want }}" }], simulate: "{{ said }}" }
  - { include: more.yaml }
  - { matrix: { lang: [fr, de], tone: [a, b] }, id: greet, expect: [{ contains: "{{ lang }}" }], simulate: "{{ lang }}!" }
gate: none
`,
    "data.csv": 'n,lang,want,said\n1,en,"a, b","a, b"\n2,ja,はい,いいえ\n',
    "more.yaml": "- { id: inner, vars: { lang: it }, expect: [{ equals: si }], simulate: si }\n",
  });
  expect(idsOf(trials).join(" ")).toBe(
    "row-1 row-2 inner greet[lang=fr,tone=a] greet[lang=fr,tone=b] greet[lang=de,tone=a] greet[lang=de,tone=b]",
  );
  expect(verdictsOf(trials)).toEqual(["pass", "fail", "pass", "pass", "pass", "pass", "pass"]);
  expect(trials[1]).toMatchObject({ tags: ["lang=ja"], vars: { n: 2 }, location: { file: "data.csv", line: 3 } });
  expect(trials[4]?.turns[0]?.user).toBe("hello in fr (b)");
});

test("files become variables and are never rendered again", async () => {
  const [trial] = await run({
    "suite.yaml": `model: claude-haiku-5-5
prompt: "{{ doc }}|{% for d in docs %}{{ d.path }}={{ d.text }};{% endfor %}|{{ raw | json }}"
cases:
  - { id: a, vars: { doc: { file: a.txt }, docs: { files: "d/*.txt" }, raw: { value: { file: x } } }, expect: [{ length: { min_chars: 1 } }] }
`,
    "a.txt": "{{ not a template }}\n",
    "d/1.txt": "one",
    "d/2.txt": "two",
  });
  expect(trial?.turns[0]?.user).toBe('{{ not a template }}\n|d/1.txt=one;d/2.txt=two;|{"file":"x"}');
});

test("parallel tool calls are all answered in one turn, by input; a call that nothing answers is an error", async () => {
  const calls = (city: string): string =>
    `[{ name: w, input: { city: Paris, unit: C } }, { name: w, input: { city: ${city} } }]`;
  const trials = await run({
    "suite.yaml": `model: claude-haiku-5-5
prompt: "{{ q }}"
tools: [{ name: w, input_schema: { type: object } }]
tool_results: { w: [{ when: { city: Paris }, text: 12 }, { when: { city: Rome }, text: 20, is_error: true }] }
cases:
  - id: both
    vars: { q: a }
    expect: [{ tool_call: [{ name: w, input: { city: Paris } }, { name: w, input: { city: Rome } }] }, { equals: done }]
    simulate: { text: done, tool_use: ${calls("Rome")} }
  - id: unanswered
    vars: { q: b }
    expect: [{ equals: done }]
    simulate: { text: done, tool_use: ${calls("Oslo")} }
gate: none
`
      .replaceAll("text: 12 ", 'text: "12" ')
      .replaceAll("text: 12}", 'text: "12"}')
      .replaceAll("text: 20,", 'text: "20",'),
  });
  expect(trials[0]).toMatchObject({ verdict: "pass", output: "done", tool_calls: [{ name: "w" }, { name: "w" }] });
  expect(trials[1]).toMatchObject({ status: "errored", verdict: null });
  expect(trials[1]?.error?.message).toMatch(/w.*Oslo/);
});

test("a refusal ends a conversation, and checks of turns not reached fail saying so", async () => {
  const [trial] = await run({
    "suite.yaml": `model: claude-haiku-5-5
cases:
  - id: a
    turns:
      - { user: one, simulate: { text: "", stop_reason: refusal } }
      - { user: "you said {{ reply }}", expect: [{ contains: x }], simulate: x }
`,
  });
  expect(trial).toMatchObject({ status: "completed", verdict: "fail", ending: "refusal" });
  expect(trial?.turns).toHaveLength(1);
  expect(trial?.checks.find(({ type }) => type === "contains")?.reason).toContain("not reached");
});

test("images and documents are sent with their media type", async () => {
  const bodies: unknown[] = [];
  const simulator = createSimulator({
    ...DEFAULT_SIMULATOR,
    answer: (body) => {
      bodies.push(body);
      return null;
    },
  });
  const server = await serveSimulator(simulator, { port: 0 });
  const cwd = temporaryProject({
    "suite.yaml": `model: claude-haiku-5-5
prompt: { user: [{ image: { file: a.jpg } }, { document: { file: "{{ doc }}.pdf" } }, { text: "What?" }] }
cases: [{ id: a, vars: { doc: b }, expect: [{ length: { min_chars: 0 } }] }]
`,
    "a.jpg": "jpeg bytes",
    "b.pdf": "%PDF-1.4",
  });
  const env = { ANTHROPIC_API_KEY: "k-123456789" };
  await runCli(["suite.yaml", "--base-url", server.url, "--reporter", "quiet"], { cwd, env });
  await server.close();
  const source = (media_type: string, text: string): object => {
    return { type: "base64", media_type, data: Buffer.from(text).toString("base64") };
  };
  expect(bodies).toMatchObject([
    {
      messages: [
        {
          role: "user",
          content: [
            { type: "image", source: source("image/jpeg", "jpeg bytes") },
            { type: "document", source: source("application/pdf", "%PDF-1.4") },
            { type: "text", text: "What?" },
          ],
        },
      ],
    },
  ]);
});
