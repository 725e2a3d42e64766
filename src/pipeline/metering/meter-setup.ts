import { projectRoot } from "../../host/project-root.ts";
import { createSourceStore } from "../../suite/sources/source-store.ts";
import { type Config, loadConfig } from "../../suite/config.ts";
import { loadPatterns } from "../../checks/engines/pattern.ts";
import { said } from "../../domain/diagnostics/said.ts";
import type { ModelFacts } from "../../domain/model.ts";
import type { WarningRecord } from "../../domain/formats/records.ts";
import type { Clock } from "../../domain/values/clock.ts";
import type { Diagnostic, Locate } from "../../domain/values/problem.ts";
import { endpointProblems, ignorePatternProblems } from "../passes/loading/config-problems.ts";
import { factsWhereSent } from "../passes/loading/facts-where-sent.ts";
import { type AttachmentTokens, createAttachmentTokens } from "../passes/attachment-tokens.ts";
import { chooseCounter } from "../access/reply-endpoint.ts";
import { chooseUpstream, type MeterUpstream } from "./meter-upstream.ts";
import { type MeterRecordings, openMeterRecordings } from "./meter-recordings.ts";
import type { MeterInvocation } from "./meter-request.ts";
import type { Ignore } from "../../plan/requests/metered-identity.ts";

/** All that a meter needs to know before it begins. */
export interface MeterSetup {
  readonly facts: ModelFacts;
  readonly upstream: MeterUpstream;
  readonly recordings: MeterRecordings;
  readonly attachments: AttachmentTokens;
  /** Models that are asked instead of others. */
  readonly models: Readonly<Record<string, string>>;
  readonly ignore: Ignore | null;
  /** What looks wrong, and does not keep it from running. */
  readonly warnings: readonly WarningRecord[];
}

export type MadeSetup =
  | { readonly status: "ready"; readonly setup: MeterSetup }
  | { readonly status: "wrong"; readonly problems: readonly Diagnostic[]; readonly locate: Locate };

interface SetupHooks {
  readonly clock: Clock;
  readonly log: (line: string) => void;
}

/** Reads the config and looks for all that could be wrong, before anything is sent. */
export async function makeSetup({ request, invocation }: MeterInvocation, hooks: SetupHooks): Promise<MadeSetup> {
  const { cwd } = invocation;
  const store = createSourceStore(cwd);
  const locate: Locate = (place) => store.locate(place);
  const loaded = loadConfig(projectRoot(cwd), store);
  if (!loaded.ok) return { status: "wrong", problems: loaded.problems, locate };
  const config = loaded.value;
  const ignored = await ignoreOf(config);
  const chosen = chooseUpstream(invocation, config, hooks.clock);
  const opened = await openMeterRecordings(request.recordings, config, invocation);
  const problems = [
    ...capProblems({ request, invocation }),
    ...endpointProblems(config, invocation, []),
    ...ignored.problems,
    ...(chosen.ok ? [] : chosen.problems),
    ...(opened.ok ? [] : opened.problems),
  ];
  const isWrong = problems.some(({ severity }) => severity === "error");
  if (isWrong || !chosen.ok || !opened.ok) {
    if (opened.ok) opened.recordings.close();
    return { status: "wrong", problems, locate };
  }
  const counter = invocation.mode === "offline" ? null : chooseCounter(invocation, config, hooks.log);
  const setup: MeterSetup = {
    facts: factsWhereSent(config, invocation),
    upstream: chosen.upstream,
    recordings: opened.recordings,
    attachments: createAttachmentTokens(counter?.ok === true ? counter.count : null),
    models: Object.fromEntries(
      Object.entries(config.meter.models ?? {}).map(([asked, sent]) => [asked, config.aliases[sent] ?? sent]),
    ),
    ignore: ignored.ignore,
    warnings: problems.map((problem) => warningAt(problem, locate)),
  };
  return { status: "ready", setup };
}

function warningAt({ code, message, hint, place }: Diagnostic, locate: Locate): WarningRecord {
  const { file, line } = locate(place);
  return { code, message: hint === null ? message : `${message}; ${hint}`, file, line };
}

/** An application decides by itself what it asks: without a cap it could spend any amount. */
function capProblems({ invocation }: MeterInvocation): Diagnostic[] {
  const { mode, maxCostUsd } = invocation;
  if (mode === "simulate" || mode === "offline" || maxCostUsd !== null) return [];
  return [{ severity: "error", place: { kind: "argument", argument: "meter" }, ...said("uncapped-meter") }];
}

interface Ignored {
  readonly ignore: Ignore | null;
  readonly problems: readonly Diagnostic[];
}

async function ignoreOf({ file, meter }: Config): Promise<Ignored> {
  const sources = meter.ignore ?? [];
  return { ignore: await ignoring(sources), problems: await ignorePatternProblems(sources, file) };
}

/** Takes out what any of the patterns matches; null: there are none. Those that do not compile match nothing. */
export async function ignoring(sources: readonly string[]): Promise<Ignore | null> {
  if (sources.length === 0) return null;
  const compile = await loadPatterns();
  const compiled = sources.map((source) => compile(source, ""));
  const patterns = compiled.flatMap((result) => (result.ok ? [result.pattern] : []));
  return (text) => patterns.reduce((rest, pattern) => pattern.without(rest), text);
}
