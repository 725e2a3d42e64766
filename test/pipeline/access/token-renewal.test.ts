import { afterEach, expect, test } from "vitest";
import { createNamedValues } from "../../../src/pipeline/access/environment-values.ts";
import type { Invocation } from "../../../src/domain/invocation.ts";
import { wallClock } from "../../../src/host/wall-clock.ts";
import { runSuites } from "../../../src/pipeline/commands/run-suites.ts";
import { serveSimulator, type SimulatorServer } from "../../../src/providers/simulator/serve.ts";
import { createSimulator, type Simulator } from "../../../src/providers/simulator/simulator.ts";
import { DEFAULT_SIMULATOR, type SimulatorOptions } from "../../../src/providers/simulator/state/options.ts";
import { invocationOf, SILENT_HOOKS } from "../../helpers/invocation.ts";
import { clientOf, HELLO, metered } from "../../helpers/metered.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const SUITE = `model: claude-haiku-5-5
prompt: "Say {{ w }}"
trials: 30
cases: [{ id: a, vars: { w: one }, expect: [{ contains: one }] }]
`;
const FEDERATION = {
  ANTHROPIC_FEDERATION_RULE_ID: "fdrl_1",
  ANTHROPIC_ORGANIZATION_ID: "org-1",
  ANTHROPIC_IDENTITY_TOKEN: "an.identity.token",
};

let server: SimulatorServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

interface World {
  readonly simulator: Simulator;
  readonly server: SimulatorServer;
  readonly live: Partial<Invocation>;
  minted(): number;
}

async function world(tokens: SimulatorOptions["tokens"], ttftMs = 40): Promise<World> {
  const latency = { ttftMs, perTokenMs: 0 };
  const simulator = createSimulator({ ...DEFAULT_SIMULATOR, keepLog: true, latency, tokens });
  let minted = 0;
  const answer = simulator.answer.bind(simulator);
  simulator.answer = (request) => {
    if (request.path === "/v1/oauth/token") minted += 1;
    return answer(request);
  };
  server = await serveSimulator(simulator, { port: 0 });
  const named = createNamedValues({ values: FEDERATION, fromFile: new Set() });
  const live: Partial<Invocation> = { mode: "live", maxCostUsd: 1, named, baseUrl: server.url, credential: null };
  return { simulator, server, live, minted: () => minted };
}

test.each<[string, SimulatorOptions["tokens"], number, boolean]>([
  ["that live a second are renewed before they end", { lifeS: 1, maxUses: null }, 200, false],
  ["that are taken back before their end are renewed on 401", { lifeS: 3_600, maxUses: 7 }, 40, true],
])("tokens %s: no trial fails, and no attempt is used up", async (_what, tokens, ttftMs, isRefused) => {
  const at = await world(tokens, ttftMs);
  const invocation = invocationOf(temporaryProject({ "suite.yaml": SUITE }), { ...at.live, concurrency: 3 });
  const hooks = { ...SILENT_HOOKS, clock: wallClock, signal: new AbortController().signal };
  const result = await runSuites(invocation, hooks);
  expect(result).toMatchObject({ head: { verdict: "pass", totals: { passed: 30, errored: 0, retries: 0 } } });
  expect(at.minted()).toBeGreaterThan(1);
  const refused = at.simulator.books.log.filter(({ status }) => status === 401).length;
  if (isRefused) expect(refused).toBeGreaterThan(0);
});

test("the meter renews tokens too", async () => {
  const at = await world({ lifeS: 3_600, maxUses: 2 });
  const answers: string[] = [];
  const result = await metered(
    temporaryProject({}),
    at,
    async (address) => {
      const client = clientOf(address);
      for (let n = 0; n < 6; n++) answers.push((await client.messages.create(HELLO)).model);
    },
    { invocation: at.live },
  );
  expect(answers).toHaveLength(6);
  expect(at.minted()).toBe(3);
  expect(result.head).toMatchObject({ verdict: "pass", meter: { requests: 6, answered: 6, failed: 0 } });
});
