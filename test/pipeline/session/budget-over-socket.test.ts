import { readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Clock } from "../../../src/domain/values/clock.ts";
import { resumeSession } from "../../../src/pipeline/session/resume-session.ts";
import { runSuites } from "../../../src/pipeline/commands/run-suites.ts";
import type { OpenSession } from "../../../src/pipeline/session/run-session.ts";
import {
  DEFAULT_SIMULATOR,
  FAULT_KINDS,
  type SimulatorOptions,
} from "../../../src/providers/simulator/state/options.ts";
import { serveSimulator } from "../../../src/providers/simulator/serve.ts";
import { createSimulator } from "../../../src/providers/simulator/simulator.ts";
import { wallClock } from "../../../src/host/wall-clock.ts";
import { invocationOf, SILENT_HOOKS } from "../../helpers/invocation.ts";
import { times } from "../../helpers/soak.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

/** The machine's clock, a thousand times as fast: backing off for half a minute takes 30 ms. */
const SPEED = 1000;
const startMs = wallClock.now();
const fastClock: Clock = {
  now: () => startMs + (wallClock.now() - startMs) * SPEED,
  monotonicMs: () => wallClock.monotonicMs() * SPEED,
  sleep: (ms, signal) => wallClock.sleep(ms / SPEED, signal),
};

/** Plain cases, and a conversation for every third one. */
function suite(cases: number): string {
  const one = (n: number): string =>
    n % 3 === 2
      ? `  - { id: c${n}, turns: [{ user: "first ${n}" }, { user: "then {{ reply }}" }] }`
      : `  - { id: c${n}, vars: { word: w${n} } }`;
  const list = Array.from({ length: cases }, (_, n) => one(n)).join("\n");
  return `model: claude-haiku-5-5\nmax_tokens: 60\nprompt: "Say {{ word }}"\nvars: { word: x }\nexpect: [{ contains: " " }]\ncases:\n${list}\n`;
}

interface Scene {
  readonly seed: number;
  readonly cases: number;
  /** Share of requests that each kind of fault befalls. */
  readonly faultShare: number;
  readonly capUsd: number;
  /** The first session is interrupted after so many requests; null: it is not. */
  readonly stopAfter: number | null;
}

const scenes = fc.record({
  seed: fc.nat(),
  cases: fc.integer({ min: 1, max: 12 }),
  faultShare: fc.constantFrom(0, 0.03, 0.08),
  capUsd: fc.double({ min: 0.0002, max: 0.01, noNaN: true }),
  stopAfter: fc.option(fc.integer({ min: 1, max: 10 })),
});

/** What a scene cost by the simulator's books and by the run's own. Runs it to its end, resumed where it was interrupted. */
async function play(scene: Scene): Promise<{ billedUsd: number; saidUsd: number; requests: number }> {
  const faults = Object.fromEntries(FAULT_KINDS.map((kind) => [kind, { probability: scene.faultShare }]));
  const interrupt = new AbortController();
  const options: SimulatorOptions = { ...DEFAULT_SIMULATOR, seed: scene.seed, faults, chunkBytes: 40 };
  const simulator = createSimulator({ ...options, answer: () => (stopWhenDue(), null) });
  const stopWhenDue = (): void => {
    if (scene.stopAfter !== null && simulator.books.requests >= scene.stopAfter) interrupt.abort();
  };
  const server = await serveSimulator(simulator, { port: 0 });
  const cwd = temporaryProject({ "suite.yaml": suite(scene.cases) });
  const credential = { kind: "apiKey", value: "a-key-for-tests" } as const;
  const changes = { mode: "live", baseUrl: server.url, maxCostUsd: scene.capUsd, credential } as const;
  const invocation = invocationOf(cwd, changes);
  const session = async (signal: AbortSignal, open?: OpenSession): Promise<number> => {
    const result = await runSuites(invocation, { ...HOOKS, signal }, open);
    if (result.status !== "ran") throw new Error(JSON.stringify(result));
    const { cost_usd: cost, uncertain_cost_usd: uncertain } = result.head.totals;
    return (cost ?? Number.NaN) + (uncertain ?? Number.NaN);
  };
  try {
    let saidUsd = await session(interrupt.signal);
    const runs = join(cwd, ".prompt-run/runs");
    const [id = ""] = readdirSync(runs);
    if (interrupt.signal.aborted) saidUsd = await session(new AbortController().signal, resumeSession(join(runs, id)));
    const { billedPico, requests } = simulator.books;
    return { billedUsd: Number(billedPico) / 1e12, saidUsd, requests };
  } finally {
    await server.close();
  }
}

const HOOKS = { ...SILENT_HOOKS, clock: fastClock };

test(
  "over a socket, with every fault and interruptions, the simulator's bill stays under the cap and what the run says",
  async () => {
    let requests = 0;
    const check = async (scene: Scene): Promise<void> => {
      const played = await play(scene);
      requests += played.requests;
      expect(played.billedUsd).toBeLessThanOrEqual(scene.capUsd);
      expect(played.billedUsd).toBeLessThanOrEqual(played.saidUsd + 1e-12);
      expect(played.saidUsd).toBeLessThanOrEqual(scene.capUsd + 1e-12);
    };
    await fc.assert(fc.asyncProperty(scenes, check), { numRuns: times({ small: 9, long: 400 }), seed: 4 });
    expect(requests).toBeGreaterThan(50); // caps that let nothing through would prove nothing
  },
  times({ small: 300_000, long: 3_600_000 }),
);
