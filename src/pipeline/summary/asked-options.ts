import { maskCredentials } from "../../base/url-credentials.ts";
import type { AskedOption } from "../../domain/insights.ts";
import type { RunRequest, RunStart, Where } from "../../domain/invocation.ts";
import type { Json } from "../../domain/values/json.ts";

/**
 * The options of a run that changed what was asked, or who was: which a command that asks one of its cases again has to
 * repeat. Not those that choose cases, pace the run or grade its answers.
 */
export function askedOptions(
  request: RunRequest & Pick<Where, "allowOutside">,
  { baseUrl, envFile }: Pick<RunStart, "baseUrl" | "envFile">,
): AskedOption[] {
  const { overrides, mode, seed, endpoint, allowOutside } = request;
  const { timeoutMs, maxAttempts, trials } = overrides;
  return [
    ...overrides.models.map((value) => ({ name: "model", value })),
    ...overrides.targets.map((value) => ({ name: "target", value })),
    ...overrides.prompts.map((value) => ({ name: "prompt", value })),
    ...Object.entries(overrides.vars).map(([name, value]) => ({ name: "var", value: `${name}=${textOf(value)}` })),
    ...overrides.set.map(({ path, value }) => ({ name: "set", value: `${path.join(".")}=${settingText(value)}` })),
    ...flag("trials", trials),
    // The seed does not change a model's answer.
    ...flag("seed", mode === "simulate" && seed !== 0 ? seed : null),
    ...flag("timeout", timeoutMs === null ? null : timeoutMs / 1000),
    ...flag("max-attempts", maxAttempts),
    ...flag("endpoint", endpoint),
    ...flag("base-url", baseUrl === null ? null : maskCredentials(baseUrl)),
    ...flag("env-file", envFile),
    ...(mode === "offline" ? [{ name: "offline", value: null }] : []),
    ...(allowOutside ? [{ name: "allow-outside", value: null }] : []),
  ];
}

function flag(name: string, value: string | number | null): AskedOption[] {
  return value === null ? [] : [{ name, value: String(value) }];
}

function textOf(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** As `--set` takes it: a text that would be read as JSON is written as JSON. */
function settingText(value: Json): string {
  return typeof value === "string" && !isJson(value) ? value : JSON.stringify(value);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return /^\s*[{[]/.test(text);
  }
}
