import type { ToolCallBy } from "../../../run/completion.ts";
import { rangeWords } from "./words.ts";
import type { Sentences } from "../../reason.ts";
import type { NamedCall, ToolCallReason, ToolCalls, WantedCall } from "../../tool-calls.ts";

/** What `tool_call` says. */
export const TOOL_CALLS: Sentences<ToolCallReason> = {
  "tool.none": ({ calls }) => `expected no tool call, got ${callsWords(calls)}`,
  "tool.matching": ({ matching, calls }) => `${matching} matching of ${callsWords(calls)}`,
  "tool.count": ({ range, wanted, calls }) =>
    `expected ${rangeWords(range)} ${wantedWords(wanted)}, got ${callsWords(calls)}`,
  "tool.in-order": ({ calls }) => `the calls are in order in ${callsWords(calls)}`,
  "tool.missing": ({ wanted, after, calls }) =>
    `expected ${wantedWords(wanted)} ${after === 0 ? "" : `after call ${after} `}in ${callsWords(calls)}`,
  "call.kind": ({ wanted, got }) => `expected ${KINDS[wanted]}, got ${callWords(got)}`,
  "call.input": ({ name, at, wanted, got }) =>
    `${name}: expected ${at === "" ? "the input" : at} to be ${wanted}, got ${got ?? "nothing"}`,
  "call.schema": ({ name, broken }, say) => `${name}: ${say(broken)}`,
  "call.no-result": ({ name }) => `${name}: there is no result`,
  "call.error": ({ name, wanted, got }) =>
    `${name}: expected ${errorWords(wanted)}, got ${got === null ? "a result without error" : `the error ${got}`}`,
};

const KINDS: Readonly<Record<ToolCallBy, string>> = {
  model: "a call that the suite answers",
  server: "a call of a server tool",
  mcp: "a call of an MCP server's tool",
};

function callsWords({ shown, count }: ToolCalls): string {
  if (count === 0) return "no tool call";
  const more = count > shown.length ? ` and ${count - shown.length} more` : "";
  return `${count === 1 ? "the call" : "the calls"} ${shown.map(callWords).join(", ")}${more}`;
}

function callWords({ name, by, serverName }: NamedCall): string {
  if (by === "server") return `${name} (server)`;
  return by === "mcp" ? `${name} (mcp${serverName === null ? "" : ` ${serverName}`})` : name;
}

function wantedWords({ name, by, isMore }: WantedCall): string {
  const call = `${name === null ? "call of a tool" : `call of ${name}`}${by === null ? "" : ` (${by})`}`;
  return isMore ? `matching ${call}` : call;
}

function errorWords(wanted: boolean | readonly string[]): string {
  if (typeof wanted === "boolean") return wanted ? "an error" : "no error";
  return `the error ${wanted.join(" or ")}`;
}
