import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { usage } from "../../domain/diagnostics/usage.ts";
import type { Diagnostic, Locate } from "../../domain/values/problem.ts";
import type { Invocation } from "../../domain/invocation.ts";
import { SIMULATOR_HEADER } from "../../providers/anthropic/simulator-header.ts";
import { DEFAULT_SIMULATOR, FAULT_KINDS, type SimulatorOptions } from "../../providers/simulator/state/options.ts";
import { serveSimulator, type SimulatorServer } from "../../providers/simulator/serve.ts";
import { createSimulator } from "../../providers/simulator/simulator.ts";
import { checkSuites } from "../passes/check-suites.ts";
import { simulatedAnswers } from "./simulated-answers.ts";

/** What `prompt-run simulate` is asked for. */
export interface SimulateRequest {
  readonly port: number;
  readonly seed: number;
  readonly latencyMs: number;
  readonly limits: SimulatorOptions["limits"];
  /** `kind=probability`, as typed. */
  readonly faults: readonly string[];
  /** May what it answers pass for a model's? For tests that need live runs. */
  readonly asLive: boolean;
}

export type SimulateResult =
  | {
      readonly status: "serving";
      readonly server: SimulatorServer;
      readonly warnings: readonly Diagnostic[];
      readonly locate: Locate;
    }
  | { readonly status: "wrong"; readonly problems: readonly Diagnostic[]; readonly locate: Locate }
  /** A fault that there is none of, or a port that cannot be had. */
  | { readonly status: "refused"; readonly message: Sentence };

/** Serves the simulator on loopback, with the replies of the invocation's suites when it names any. */
export async function startSimulator(request: SimulateRequest, invocation: Invocation): Promise<SimulateResult> {
  const faults = parseFaults(request.faults);
  if (typeof faults === "string") return { status: "refused", message: faults };
  const checked = await checkSuites(invocation, Date.now());
  const { errors, warnings, locate, suites } = checked;
  if (errors.length > 0) return { status: "wrong", problems: errors, locate };
  const simulator = createSimulator({
    ...DEFAULT_SIMULATOR,
    seed: request.seed,
    latency: { ttftMs: request.latencyMs, perTokenMs: 0 },
    limits: request.limits,
    faults,
    answer: suites.length === 0 ? null : await simulatedAnswers(checked),
  });
  try {
    const headers = request.asLive ? {} : { [SIMULATOR_HEADER]: "1" };
    const server = await serveSimulator(simulator, { port: request.port, headers });
    return { status: "serving", server, warnings, locate };
  } catch (error) {
    // Only what the system refuses: a port that is taken, or that needs rights.
    if (!(error instanceof Error) || !("syscall" in error)) throw error;
    return { status: "refused", message: usage("taken-port", { port: request.port, reason: error.message }) };
  }
}

/** Probabilities by kind, or what is wrong with one. */
function parseFaults(specs: readonly string[]): SimulatorOptions["faults"] | Sentence {
  const faults: { -readonly [kind in keyof SimulatorOptions["faults"]]: SimulatorOptions["faults"][kind] } = {};
  for (const spec of specs) {
    const [name, text = ""] = spec.split("=");
    const kind = FAULT_KINDS.find((known) => known === name);
    const probability = Number(text);
    if (kind === undefined) return usage("fault-kind", { spec, known: FAULT_KINDS });
    if (text === "" || !(probability >= 0 && probability <= 1)) return usage("fault-probability", { spec, kind });
    faults[kind] = { probability };
  }
  return faults;
}
