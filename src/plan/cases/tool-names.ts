import { said } from "../../domain/diagnostics/said.ts";
import { nearestWord } from "../../base/nearest-word.ts";
import type { CheckType } from "../../domain/check.ts";
import { checkFacts, isCheckType } from "../../domain/check-facts.ts";
import { isJsonObject, type Json } from "../../domain/values/json.ts";
import type { Diagnostic, Place } from "../../domain/values/problem.ts";
import type { Suite } from "../../domain/suite.ts";
import { checksOnAny, type PlannedCase } from "./planned-case.ts";

/**
 * Warns of `tool_results` and `tool_call` that name no tool of the suite: a misspelt result answers nothing, and a misspelt
 * `not: { tool_call }` can never fail. Says nothing where the suite's tools are not all known by name.
 */
export function toolNameCheck(suite: Suite): (planned: PlannedCase) => Diagnostic[] {
  const known = toolNames(suite);
  if (known === null) return () => [];
  const warn = (name: string, place: Place): Diagnostic[] => {
    if (known.has(name)) return [];
    const text = said("unknown-tool", { name, nearest: nearestWord(name, known), known: [...known] });
    return [{ severity: "warning", place, ...text }];
  };
  return ({ toolResults, place, ...planned }) => [
    ...toolResults.flatMap((results) =>
      Object.keys(results).flatMap((name) =>
        warn(name, Object.hasOwn(suite.toolResults, name) ? suite.placeOf(["tool_results", name], "key") : place),
      ),
    ),
    ...checksOnAny(planned).flatMap((check) =>
      calledTools(check.type, check.args).flatMap((name) => warn(name, check.place)),
    ),
  ];
}

/** What the tool `code_execution` is called by in answers of its newer versions (SDK: BetaServerToolUseBlock). */
const OF_CODE_EXECUTION = ["bash_code_execution", "text_editor_code_execution"];

/** Names of the tools of all arms; null when there are none, or one without a name (a set of tools of a server). */
function toolNames({ arms }: Suite): ReadonlySet<string> | null {
  const tools = arms.flatMap(({ settings }) => (Array.isArray(settings["tools"]) ? (settings["tools"] as Json[]) : []));
  const names = tools.map((tool) => (isJsonObject(tool) ? tool["name"] : undefined));
  if (names.includes("code_execution")) names.push(...OF_CODE_EXECUTION);
  const known = names.filter((name) => typeof name === "string");
  return known.length === 0 || known.length < names.length ? null : new Set(known);
}

/** The tools that a check names, checks inside it included. */
function calledTools(type: CheckType, args: Json): string[] {
  const { names, looksAt } = checkFacts(type);
  const parts = Array.isArray(args) ? (args as readonly Json[]) : [args];
  if (names === "tools") return parts.flatMap(calledName);
  return looksAt === "inner" ? parts.flatMap(calledWithin) : [];
}

function calledWithin(item: Json): string[] {
  if (!isJsonObject(item)) return [];
  return Object.entries(item).flatMap(([key, value]) => (isCheckType(key) ? calledTools(key, value) : []));
}

function calledName(call: Json): string[] {
  const name = isJsonObject(call) ? call["name"] : call;
  return typeof name === "string" && name !== "" && name !== "none" ? [name] : [];
}
