import { said } from "../../../domain/diagnostics/said.ts";
import type { ServiceStartSpec, TargetSpec, TargetValueSpec } from "../../../domain/formats/suite-spec.ts";
import { type ServiceStart, type Target, TARGET_KINDS, type TargetValue } from "../../../domain/run/target.ts";
import type { JsonObject } from "../../../domain/values/json.ts";
import type { Pointer } from "../../../domain/values/problem.ts";
import type { Resolving } from "../../sources/resolving.ts";
import { reportTargetValues } from "../environment-problems.ts";
import { commandPaths, namedFile, namedFolder } from "./target-paths.ts";

type Kind = Target["kind"];

/** What says something of some kinds alone. */
const OF_KINDS: Readonly<Partial<Record<keyof TargetSpec, readonly Kind[]>>> = {
  cwd: ["command", "http"],
  env: ["command", "http", "claude_code"],
  output: ["http"],
  tool_calls: ["http"],
  usage: ["http"],
  error: ["http"],
  start: ["http"],
  retry: ["http"],
};
const READY_S = 30;

/** A target as it is written, and where. */
export interface WrittenTarget {
  readonly name: string;
  readonly spec: TargetSpec;
  readonly at: Resolving;
}

/** The settings of a target, paths absolute; null (reported) where it is not clear which kind it is. */
export function targetSettings(written: WrittenTarget): Target | null {
  const { name, spec, at } = written;
  const pointer = ["targets", name];
  const kind = kindOf(written);
  if (kind === null) return null;
  for (const [key, kinds] of Object.entries(OF_KINDS)) {
    const isStray = key in spec && !kinds.includes(kind);
    if (isStray) at.report({ ...said("bad-target.stray", { key, kind, kinds }), pointer: [key], at: "key" }, pointer);
  }
  if (kind === "http" && spec.start !== undefined && (spec.workers ?? 1) > 1)
    at.report({ ...said("bad-target.workers", { name }), pointer: ["workers"] }, pointer);
  reportTargetValues(spec.env, [...pointer, "env"], at);
  reportTargetValues(spec.http?.headers, [...pointer, "http", "headers"], at);
  return settingsOf(kind, written, pointer);
}

function kindOf({ name, spec, at }: WrittenTarget): Kind | null {
  const kinds = TARGET_KINDS.filter((kind) => spec[kind] !== undefined);
  const [kind, second] = kinds;
  if (kind !== undefined && second === undefined) return kind;
  const text = kind === undefined ? said("bad-target.none") : said("bad-target.kinds", { kinds });
  at.report({ ...text, pointer: kind === undefined ? [] : [second ?? kind], at: "key" }, ["targets", name]);
  return null;
}

function settingsOf(kind: Kind, { name, spec, at }: WrittenTarget, pointer: Pointer): Target {
  const { workers = 1, concurrent = 1, sources = [], env = {} } = spec;
  const common = { name, isMetered: spec.meter !== false, workers, concurrent, baseDir: at.baseDir };
  switch (kind) {
    case "function":
      // As many at once as the run's limits let: a function is told whose turn it answers.
      return { kind, ...common, concurrent: spec.concurrent ?? 1000, sources, function: spec.function ?? "" };
    case "module": {
      const path = spec.module ?? "";
      return { kind, ...common, sources: [path, ...sources], file: namedFile(path, [...pointer, "module"], at) };
    }
    case "command": {
      const command = commandPaths(spec.command ?? [], [...pointer, "command"], at);
      return { kind, ...common, sources, command, cwd: cwdOf(spec, pointer, at), env: valuesOf(env) };
    }
    case "http":
      return { kind, ...common, sources, ...serviceOf(spec, pointer, at) };
    case "claude_code":
      return { kind, ...common, ...claudeCodeOf(spec, pointer, at) };
  }
}

function cwdOf({ cwd }: TargetSpec, pointer: Pointer, at: Resolving): string {
  return cwd === undefined ? at.baseDir : namedFolder(cwd, [...pointer, "cwd"], at);
}

/** An `{ env: NAME }` has no other members, by the schema. */
function valuesOf(values: Readonly<Record<string, TargetValueSpec>>): Record<string, TargetValue> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === "string" ? value : { env: value.env }]),
  );
}

type ServiceSettings = Omit<Extract<Target, { kind: "http" }>, "kind" | "sources" | keyof WrittenCommon>;
type WrittenCommon = Pick<Target, "name" | "isMetered" | "workers" | "concurrent" | "baseDir">;

function serviceOf(spec: TargetSpec, pointer: Pointer, at: Resolving): ServiceSettings {
  const { url = "", method = "POST", headers = {}, body } = spec.http ?? {};
  const { output = null, tool_calls: toolCalls = null, usage = null, error = null } = spec;
  return {
    url,
    method,
    headers: valuesOf(headers),
    // The schema lets JSON in alone.
    body: (body ?? null) as ServiceSettings["body"],
    output,
    toolCalls,
    usage,
    error,
    start: spec.start === undefined ? null : startOf(spec.start, { spec, pointer, at }),
    retryStatuses: spec.retry?.status ?? [],
  };
}

interface WrittenAt {
  readonly spec: TargetSpec;
  readonly pointer: Pointer;
  readonly at: Resolving;
}

function startOf(start: ServiceStartSpec, { spec, pointer, at }: WrittenAt): ServiceStart {
  return {
    command: commandPaths(start.command, [...pointer, "start", "command"], at),
    cwd: cwdOf(spec, pointer, at),
    env: valuesOf(spec.env ?? {}),
    readyUrl: start.ready,
    timeoutMs: (start.timeout_s ?? READY_S) * 1000,
  };
}

type ClaudeCodeSettings = Omit<Extract<Target, { kind: "claude_code" }>, "kind" | keyof WrittenCommon>;

function claudeCodeOf(spec: TargetSpec, pointer: Pointer, at: Resolving): ClaudeCodeSettings {
  const { skills = [], workspace, max_turns: maxTurns = null, model = null } = spec.claude_code ?? {};
  const inner = [...pointer, "claude_code"];
  return {
    skills: skills.map((path, index) => namedFolder(path, [...inner, "skills", index], at)),
    workspace: workspace === undefined ? null : namedFolder(workspace, [...inner, "workspace"], at),
    maxTurns,
    model,
    allowedTools: spec.claude_code?.allowed_tools ?? [],
    env: valuesOf(spec.env ?? {}),
    sources: [...skills, ...(workspace === undefined ? [] : [workspace])]
      .map((folder) => `${folder.replace(/\/+$/, "")}/**`)
      .concat(spec.sources ?? []),
  };
}

/**
 * What a target is, for every hash: as it is written, names of variables in place of their values. How many of it run
 * says nothing of what it answers.
 */
export function hashedTarget({ workers: _workers, concurrent: _concurrent, ...spec }: TargetSpec): JsonObject {
  // The shape was checked, so it is JSON.
  return spec as unknown as JsonObject;
}
