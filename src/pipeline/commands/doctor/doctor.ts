import { refusalWords } from "../../../domain/diagnostics/refusal-words.ts";
import { findingWords } from "../../../domain/diagnostics/finding-words.ts";
import { shownUrl } from "../../../base/url-credentials.ts";
import { join, relative, resolve } from "node:path";
import packageJson from "../../../../package.json" with { type: "json" };
import type { EndpointAccess, Selection, Where } from "../../../domain/invocation.ts";
import type { Clock } from "../../../domain/values/clock.ts";
import type { Locate } from "../../../domain/values/problem.ts";
import type { Failure } from "../../../domain/run/provider.ts";
import type { ServedModel } from "../../../domain/run/served-model.ts";
import { probeFolder } from "../../../host/writability.ts";
import { ownMember } from "../../../base/own-member.ts";
import { createModelFacts } from "../../../models/model-facts.ts";
import { createAnthropicProvider } from "../../../providers/anthropic/anthropic.ts";
import { type DoctorFinding, ok, warning, wrong } from "./finding.ts";
import { networkFindings } from "./network-findings.ts";
import { probeLimits } from "./probe-limits.ts";
import { tableDrift } from "../../../models/table-drift.ts";
import { withModelNames } from "../../../providers/endpoints/endpoint-provider.ts";
import { listServedModels, type ModelListing } from "../../../providers/anthropic/served-models.ts";
import { type Config, loadConfig } from "../../../suite/config.ts";
import { projectRoot } from "../../../host/project-root.ts";
import { createSourceStore } from "../../../suite/sources/source-store.ts";
import { writeGuard } from "../../stored/write-guard.ts";
import { credentialProblem } from "../../access/credential-problem.ts";
import { credentialFinding, mintedTokens } from "./credential-finding.ts";
import { chooseEndpoint } from "../../access/endpoint.ts";
import { type LiveDestination, endpointName, findDestination } from "../../access/live-endpoints.ts";
import { endpointProblems } from "../../passes/loading/config-problems.ts";
import { networkProblem } from "../../access/network-problem.ts";

export interface DoctorHooks {
  readonly nodeVersion: string;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}

/** Prices count by the day, and rate limits name moments: beyond this a wrong clock shows. */
const MOST_SKEW_MS = 60_000;
const CONNECT_TIMEOUT_MS = 20_000;

/** What of an invocation is looked at: `overrides` for the models that are asked. */
type DoctorAsking = EndpointAccess & Where & Pick<Selection, "overrides">;

/**
 * What a run needs of this machine, this project and this account. Sends one free request, if there is a key, and with
 * `--model` one that is paid, to look at its rate limits.
 */
export async function* examine(invocation: DoctorAsking, hooks: DoctorHooks): AsyncIterable<DoctorFinding> {
  yield nodeFinding(hooks.nodeVersion);
  const { config, findings } = projectFindings(invocation.cwd);
  yield* findings;
  yield storeFinding(resolve(invocation.cwd, invocation.store), invocation);
  if (config === null || endpointName(invocation, config) === null) yield credentialFinding(invocation);
  if (config === null) return;
  yield* networkFindings(invocation.network);
  if (networkProblem(invocation.network) !== null) return;
  const named = endpointName(invocation, config);
  if (named === null) yield* plainEndpoint(invocation, config, hooks);
  else yield* namedEndpoint(named, invocation, config, hooks);
}

/** The Claude API, or the base URL that stands in its place. */
async function* plainEndpoint(
  invocation: DoctorAsking,
  config: Config,
  hooks: DoctorHooks,
): AsyncIterable<DoctorFinding> {
  const endpoint = chooseEndpoint(invocation, config.baseUrl, config.file);
  if (!endpoint.ok) {
    yield wrong("endpoint", endpoint.problem);
  } else if (invocation.credential === null && mintedTokens(invocation) === null) {
    yield ok("endpoint", findingWords("unasked-without-key", { endpoint: shownUrl(endpoint.url) }));
    if (invocation.overrides.models.length > 0) yield wrong("limits", findingWords("unasked-limits"));
  } else if (invocation.credential !== null && credentialProblem(invocation.credential) !== null) {
    yield ok("endpoint", findingWords("unasked-bad-key", { endpoint: shownUrl(endpoint.url) }));
  } else {
    yield* foundEndpoint(null, invocation, config, hooks);
  }
}

async function* namedEndpoint(
  name: string,
  invocation: DoctorAsking,
  config: Config,
  hooks: DoctorHooks,
): AsyncIterable<DoctorFinding> {
  for (const problem of endpointProblems(config, invocation, [])) yield wrong("endpoint", problem);
  yield* foundEndpoint(name, invocation, config, hooks);
}

async function* foundEndpoint(
  name: string | null,
  invocation: DoctorAsking,
  config: Config,
  hooks: DoctorHooks,
): AsyncIterable<DoctorFinding> {
  const found = findDestination(name, invocation, config);
  if (!found.ok) {
    for (const problem of found.problems) yield wrong("endpoint", problem);
    return;
  }
  const { destination } = found;
  const { baseUrl, credential, fetch, listsModels } = destination;
  const shown = `${name === null ? "" : `${name}: `}${shownUrl(baseUrl)}`;
  if (listsModels) {
    const common = { connectTimeoutMs: CONNECT_TIMEOUT_MS, logLevel: "off" as const, log: hooks.log };
    const served = await listServedModels({ ...common, baseUrl, credential, fetch });
    yield* servedFindings(served, shown, hooks.clock.now());
  } else {
    yield ok("endpoint", findingWords("unasked-costly", { endpoint: shown }));
  }
  for (const model of invocation.overrides.models) yield* limitsOf(model, config, destination, hooks);
}

function limitsOf(
  model: string,
  config: Config,
  { baseUrl, credential, fetch, names }: LiveDestination,
  { clock, log }: DoctorHooks,
): AsyncIterable<DoctorFinding> {
  const live = createAnthropicProvider({
    baseUrl,
    credential,
    clock,
    log,
    fetch,
    connectTimeoutMs: CONNECT_TIMEOUT_MS,
  });
  return probeLimits({
    model: ownMember(config.aliases, model) ?? model,
    facts: createModelFacts({ priceOverrides: config.prices }),
    provider: names === null ? live : withModelNames(live, names),
    clock,
    failure: (failure) => failureFinding(failure, shownUrl(baseUrl)),
  });
}

function nodeFinding(version: string): DoctorFinding {
  const needed = packageJson.engines.node.replace(">=", "");
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [leastMajor = 0, leastMinor = 0] = needed.split(".").map(Number);
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor))
    return ok("node", findingWords("node", { version }));
  return wrong("node", findingWords("old-node", { version, needed }));
}

function projectFindings(cwd: string): { readonly config: Config | null; readonly findings: readonly DoctorFinding[] } {
  const root = projectRoot(cwd);
  const store = createSourceStore(cwd);
  const loaded = loadConfig(root, store);
  if (loaded.ok) {
    const { file } = loaded.value;
    const shown = file === null ? null : relative(cwd, file);
    return { config: loaded.value, findings: [ok("project", findingWords("project", { root, config: shown }))] };
  }
  const findings = loaded.problems.map(({ message: why, hint, place }) => {
    const message = refusalWords("at-path", { path: placeText(store.locate(place)), why });
    return wrong("project", { message, hint });
  });
  return { config: null, findings };
}

function placeText({ file, line, column }: ReturnType<Locate>): string {
  return [file, line, column].filter((part) => part !== null).join(":");
}

/** Runs write there before anything is paid for. */
function storeFinding(store: string, where: Where): DoctorFinding {
  const shown = relative(where.cwd, store) || store;
  const refusal = writeGuard(where)(join(store, "runs"));
  if (refusal !== null) return wrong("store", findingWords("linked-store", { why: refusal }));
  try {
    probeFolder(store);
    return ok("store", findingWords("store", { store: shown }));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return wrong("store", findingWords("unwritable-store", { store: shown, reason }));
  }
}

function* servedFindings(served: ModelListing, url: string, nowMs: number): Iterable<DoctorFinding> {
  if (served.status === "failed") {
    yield failureFinding(served.failure, url);
    return;
  }
  yield ok("endpoint", findingWords("served", { endpoint: url, models: served.models.length }));
  if (served.serverMs !== null) yield clockFinding(nowMs - served.serverMs);
  yield* driftFindings(served.models);
}

function failureFinding({ kind, message: says, httpStatus: status }: Failure, endpoint: string): DoctorFinding {
  const known = kind === "authentication" || kind === "permission" || kind === "connection" ? kind : "other";
  return wrong("endpoint", findingWords("endpoint-fails", { endpoint, says, status, kind: known }));
}

function clockFinding(skewMs: number): DoctorFinding {
  if (Math.abs(skewMs) <= MOST_SKEW_MS) return ok("clock", findingWords("clock"));
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  return warning("clock", findingWords("wrong-clock", { seconds, isAhead: skewMs > 0 }));
}

function* driftFindings(models: readonly ServedModel[]): Iterable<DoctorFinding> {
  const drifts = tableDrift(models);
  if (drifts.length === 0) yield ok("models", findingWords("models"));
  for (const drift of drifts) yield warning("models", findingWords("drift", drift));
}
