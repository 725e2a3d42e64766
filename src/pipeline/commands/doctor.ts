import { shownUrl } from "../../base/url-credentials.ts";
import { mkdtempSync, rmSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import packageJson from "../../../package.json" with { type: "json" };
import { plural } from "../../base/figures.ts";
import type { Invocation, Where } from "../../domain/invocation.ts";
import type { Clock } from "../../domain/values/clock.ts";
import type { Locate } from "../../domain/values/problem.ts";
import type { Failure } from "../../domain/run/provider.ts";
import type { ServedModel } from "../../domain/run/served-model.ts";
import { makeFolder } from "../../host/make-folder.ts";
import { ownMember } from "../../base/own-member.ts";
import { createModelFacts } from "../../models/model-facts.ts";
import { createAnthropicProvider } from "../../providers/anthropic/anthropic.ts";
import { type Finding, ok } from "./finding.ts";
import { networkFindings } from "./network-findings.ts";
import { probeLimits } from "./probe-limits.ts";
import { tableDrift } from "../../models/table-drift.ts";
import { withModelNames } from "../../providers/endpoints/endpoint-provider.ts";
import { listServedModels, type ServedModels } from "../../providers/anthropic/served-models.ts";
import { type Config, loadConfig } from "../../suite/config.ts";
import { projectRoot } from "../../host/project-root.ts";
import { createSourceStore } from "../../suite/sources/source-store.ts";
import { writeGuard } from "../stored/write-guard.ts";
import { credentialProblem } from "../access/credential-problem.ts";
import { credentialFinding, mintedTokens } from "./credential-finding.ts";
import { chooseEndpoint } from "../access/endpoint.ts";
import { type Destination, endpointName, findDestination } from "../access/live-endpoints.ts";
import { endpointProblems } from "../passes/config-problems.ts";
import { networkProblem } from "../access/network-problem.ts";

export interface DoctorHooks {
  readonly nodeVersion: string;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}

/** Prices count by the day, and rate limits name moments: beyond this a wrong clock shows. */
const MOST_SKEW_MS = 60_000;
const CONNECT_TIMEOUT_MS = 20_000;

/**
 * What a run needs of this machine, this project and this account. Sends one free request, if there is a key, and with
 * `--model` one that is paid, to look at its rate limits.
 */
export async function* examine(invocation: Invocation, hooks: DoctorHooks): AsyncIterable<Finding> {
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
async function* plainEndpoint(invocation: Invocation, config: Config, hooks: DoctorHooks): AsyncIterable<Finding> {
  const endpoint = chooseEndpoint(invocation, config.baseUrl, config.file);
  if (!endpoint.ok) {
    const { message, hint } = endpoint.problem;
    yield { status: "error", subject: "endpoint", message, hint };
  } else if (invocation.credential === null && mintedTokens(invocation) === null) {
    yield ok("endpoint", `${shownUrl(endpoint.url)}, not asked: there is no key`);
    if (invocation.overrides.models.length > 0) {
      yield {
        status: "error",
        subject: "limits",
        message: "not asked: there is no key",
        hint: "set one: they come with an answer",
      };
    }
  } else if (invocation.credential !== null && credentialProblem(invocation.credential) !== null) {
    yield ok("endpoint", `${shownUrl(endpoint.url)}, not asked: the key cannot be sent`);
  } else {
    yield* foundEndpoint(null, invocation, config, hooks);
  }
}

async function* namedEndpoint(
  name: string,
  invocation: Invocation,
  config: Config,
  hooks: DoctorHooks,
): AsyncIterable<Finding> {
  for (const { message, hint } of endpointProblems(config, invocation, [])) {
    yield { status: "error", subject: "endpoint", message, hint };
  }
  yield* foundEndpoint(name, invocation, config, hooks);
}

async function* foundEndpoint(
  name: string | null,
  invocation: Invocation,
  config: Config,
  hooks: DoctorHooks,
): AsyncIterable<Finding> {
  const found = findDestination(name, invocation, config);
  if (!found.ok) {
    for (const { message, hint } of found.problems) yield { status: "error", subject: "endpoint", message, hint };
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
    yield ok("endpoint", `${shown}, not asked: it has no list of models, and all else costs`);
  }
  for (const model of invocation.overrides.models) yield* limitsOf(model, config, destination, hooks);
}

function limitsOf(
  model: string,
  config: Config,
  { baseUrl, credential, fetch, names }: Destination,
  { clock, log }: DoctorHooks,
): AsyncIterable<Finding> {
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

function nodeFinding(version: string): Finding {
  const needed = packageJson.engines.node.replace(">=", "");
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [leastMajor = 0, leastMinor = 0] = needed.split(".").map(Number);
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return ok("Node", version);
  return { status: "error", subject: "Node", message: `${version} is too old`, hint: `install ${needed} or newer` };
}

function projectFindings(cwd: string): { readonly config: Config | null; readonly findings: readonly Finding[] } {
  const root = projectRoot(cwd);
  const store = createSourceStore(cwd);
  const loaded = loadConfig(root, store);
  if (loaded.ok) {
    const { file } = loaded.value;
    const from = file === null ? "no prompt-run.config.yaml" : relative(cwd, file);
    return { config: loaded.value, findings: [ok("project", `${root}, ${from}`)] };
  }
  const findings = loaded.problems.map(({ message, hint, place }) => ({
    status: "error" as const,
    subject: "project",
    message: `${placeText(store.locate(place))}: ${message}`,
    hint,
  }));
  return { config: null, findings };
}

function placeText({ file, line, column }: ReturnType<Locate>): string {
  return [file, line, column].filter((part) => part !== null).join(":");
}

/** Runs write there before anything is paid for. */
function storeFinding(store: string, where: Where): Finding {
  const shown = relative(where.cwd, store) || store;
  const refusal = writeGuard(where)(join(store, "runs"));
  if (refusal !== null) {
    return {
      status: "error",
      subject: "store",
      message: refusal,
      hint: "remove the link, or name a place with --store",
    };
  }
  try {
    makeFolder(store);
    rmSync(mkdtempSync(resolve(store, "doctor-")), { recursive: true });
    return ok("store", `${shown} can be written`);
  } catch (error) {
    const message = `${shown} cannot be written: ${error instanceof Error ? error.message : String(error)}`;
    return { status: "error", subject: "store", message, hint: "make it writable, or choose another with --store" };
  }
}

function* servedFindings(served: ServedModels, url: string, nowMs: number): Iterable<Finding> {
  if (served.status === "failed") {
    yield failureFinding(served.failure, url);
    return;
  }
  yield ok("endpoint", `${url} takes the key and lists ${plural(served.models.length, "model")}`);
  if (served.serverMs !== null) yield clockFinding(nowMs - served.serverMs);
  yield* driftFindings(served.models);
}

const HINTS: Partial<Record<Failure["kind"], string>> = {
  authentication: "the key is wrong, expired or revoked: make a new one in the Console",
  permission: "the key's workspace may not do this: ask whoever manages it",
  connection: "look at the network, a proxy, or --base-url",
};

function failureFinding({ kind, message, httpStatus }: Failure, url: string): Finding {
  const status = httpStatus === null ? "" : ` (${httpStatus})`;
  const hint = HINTS[kind] ?? "try again later; if it stays, the endpoint may not be the Messages API";
  return { status: "error", subject: "endpoint", message: `${url}: ${message}${status}`, hint };
}

function clockFinding(skewMs: number): Finding {
  if (Math.abs(skewMs) <= MOST_SKEW_MS) return ok("clock", "agrees with the endpoint's");
  const message = `is ${plural(Math.round(Math.abs(skewMs) / 1000), "second")} ${skewMs > 0 ? "ahead of" : "behind"} the endpoint's`;
  const hint = "set it: prices are those of the day, and rate limits name moments";
  return { status: "warning", subject: "clock", message, hint };
}

function* driftFindings(models: readonly ServedModel[]): Iterable<Finding> {
  const drifts = tableDrift(models);
  if (drifts.length === 0) yield ok("models", "the endpoint says what the tables of prompt-run say");
  const hint = "prompt-run goes by its tables: a newer version may know; prices of unknown models go into the config";
  for (const { id, message } of drifts)
    yield { status: "warning", subject: "models", message: `${id}: ${message}`, hint };
}
