import { afterEach, describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/domain/values/json.ts";
import { serveSimulator, type SimulatorServer } from "../../../src/providers/simulator/serve.ts";
import { createSimulator } from "../../../src/providers/simulator/simulator.ts";
import { runCli } from "../../helpers/run-cli.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const SUITE = `name: mail
models:
  - claude-haiku-5-5
  - { id: claude-sonnet-4-6, label: cold, temperature: 0, max_tokens: 500 }
prompts:
  plain: "Sort: {{ message }}"
  shots:
    system: { file: sort.md }
    messages:
      - { user: "refund pls" }
      - { assistant: "refunds" }
      - { user: "{{ message }}" }
tools: [{ name: look, description: Looks., input_schema: { type: object } }]
headers: { x-team: { env: TEAM } }
trials: 2
expect: [{ not: { contains: zzz } }]
cases:
  - { id: one, vars: { message: "Straße \\u001b[31m \\u202e" } }
  - { id: talk, vars: { message: hi }, turns: [{ user: "{{ message }}" }, { user: "and {{ reply }}?" }] }
  - { id: left, vars: { message: no }, skip: not today }
`;

const servers: SimulatorServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** A simulator over a socket, and the bodies that it was sent. */
async function heardBodies(): Promise<{ readonly url: string; readonly bodies: JsonObject[] }> {
  const simulator = createSimulator({ latency: { ttftMs: 0, perTokenMs: 0 } });
  const bodies: JsonObject[] = [];
  const answer: typeof simulator.answer = (request) => {
    bodies.push(JSON.parse(request.body) as JsonObject); // what prompt-run sends is JSON
    return simulator.answer(request);
  };
  const server = await serveSimulator({ ...simulator, answer }, { port: 0 });
  servers.push(server);
  return { url: server.url, bodies };
}

interface Rendered {
  readonly case: string;
  readonly arm: string;
  readonly turns: number;
  readonly trials: number;
  readonly headers: JsonObject;
  readonly body: JsonObject;
}

function project(suite = SUITE): string {
  return temporaryProject({ "suite.yaml": suite, "sort.md": "You sort mail for {{ message }}." });
}

const ENV = { TEAM: "a-team-secret-value" };

async function rendered(cwd: string, args: readonly string[] = []): Promise<readonly Rendered[]> {
  const { exitCode, stdout, stderr } = await runCli(["render", "suite.yaml", ...args], { cwd, env: ENV });
  expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
  return JSON.parse(stdout) as Rendered[];
}

const sorted = (bodies: readonly JsonObject[]): readonly string[] =>
  bodies.map((body) => JSON.stringify(body)).toSorted();

describe("render", () => {
  test("prints exactly the bodies of the first requests that a run then sends", async () => {
    const cwd = project();
    const { url, bodies } = await heardBodies();
    const shown = await rendered(cwd);
    const { exitCode, stderr: told } = await runCli(["suite.yaml", "--base-url", url, "--trials", "1"], {
      cwd,
      env: { ...ENV, ANTHROPIC_API_KEY: "a-key-for-tests", PROMPT_RUN_SECRETS: "127.0.0.1=TEAM" },
    });
    expect({ exitCode, told }).toMatchObject({ exitCode: 0 });
    const first = bodies.filter(
      ({ messages }) => Array.isArray(messages) && !JSON.stringify(messages).includes("and "),
    );
    expect(shown).toHaveLength(8);
    expect(sorted(shown.map(({ body }) => body))).toEqual(sorted(first));
  });

  test("says which case, arm, turn and headers they are of; values of the environment stay named", async () => {
    const [one] = await rendered(project(), ["--case", "talk", "--model", "cold", "--prompt", "plain"]);
    expect(one).toMatchObject({ suite: "mail", case: "talk", arm: "cold/plain", turn: 1, turns: 2, trials: 2 });
    expect(one?.headers).toMatchObject({ "x-team": "{ env: TEAM }" });
    expect(JSON.stringify(one)).not.toContain(ENV.TEAM);
  });

  test("nothing that a terminal obeys is printed, and the text is whole", async () => {
    const cwd = project();
    const { stdout } = await runCli(["render", "suite.yaml", "--case", "one"], { cwd, env: ENV });
    for (const obeyed of ["\u001b", "\u202e"]) expect(stdout).not.toContain(obeyed);
    expect(JSON.stringify((await rendered(cwd, ["--case", "one"]))[0]?.body)).toContain("Straße \\u001b[31m \u202e");
  });

  test("an application is shown what it is handed", async () => {
    const cwd = project(`targets: { bot: { command: [cat] } }
gate: none
expect: [{ not: { contains: zzz } }]
cases: [{ id: a, vars: { n: 1 }, turns: [{ user: "Hello {{ n }}" }] }]
`);
    expect(await rendered(cwd)).toEqual([
      {
        suite: "suite",
        case: "a",
        arm: "bot/default",
        turn: 1,
        turns: 1,
        trials: 1,
        target: "bot",
        input: "Hello 1",
        vars: { n: 1 },
      },
    ]);
  });

  test("wrong suites are told with their place, and nothing is printed", async () => {
    const { exitCode, stdout, stderr } = await runCli(["render", "suite.yaml"], {
      cwd: project(SUITE.replace('{{ message }}"\n  shots', '{{ massage }}"\n  shots')),
      env: ENV,
    });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toMatch(/suite\.yaml:6:\d+: error: .*massage/);
  });
});
