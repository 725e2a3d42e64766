import { isJsonObject, type JsonObject } from "../../../domain/values/json.ts";
import type { SimulatedReply } from "../../../domain/run/provider.ts";
import { textField } from "../../../domain/values/json-fields.ts";
import { type Draft, listOf } from "../rules/draft.ts";
import { mergedTurns, tokensOfText } from "../rules/prompt.ts";
import { sampleOf } from "./sample-json.ts";
import { asksForTools, type ScriptedBlock, withIds, writtenText } from "./scripted-blocks.ts";
import { signThinking } from "../rules/thinking-signature.ts";

/** A block of an answer before it is streamed. `json` is the input as written, cut short when the answer was. */
export type ReplyBlock =
  | { readonly type: "thinking"; readonly thinking: string; readonly signature: string; readonly tokens: number }
  | { readonly type: "text"; readonly text: string; readonly tokens: number }
  | {
      readonly type: "tool_use" | "server_tool_use";
      readonly id: string;
      readonly name: string;
      readonly json: string;
      readonly tokens: number;
    }
  | ScriptedBlock;

export interface Reply {
  readonly blocks: readonly ReplyBlock[];
  readonly stopReason: string;
  readonly stopSequence: string | null;
  readonly stopDetails: JsonObject | null;
  readonly outputTokens: number;
  readonly thinkingTokens: number;
}

interface Wish {
  readonly text: string;
  readonly content: readonly JsonObject[];
  readonly tools: readonly { readonly name: string; readonly input: JsonObject }[];
  readonly stopReason: string | null;
}

const THINKING_TOKENS: Readonly<Record<string, number>> = { low: 8, medium: 16, high: 24, xhigh: 48, max: 96 };

/**
 * The model's answer: what `simulated` says, else an echo; thought about first by models that think, cut at a stop
 * sequence, and at `max_tokens`, which thinking uses up too. `nonce` makes ids.
 */
export function composeReply(draft: Draft, simulated: SimulatedReply | null, nonce: string): Reply {
  const wish = simulated === null ? echo(draft) : wishOf(simulated);
  const limit = Number(draft.body["max_tokens"]);
  const thinking = limit === 0 ? null : think(draft, limit, nonce);
  const stop = firstStop(wish.text, draft.body);
  const text = stop === null ? wish.text : wish.text.slice(0, stop.at);
  const tools = stop === null ? wish.tools : [];
  const left = limit - (thinking?.tokens ?? 0);
  const written = writeBlocks({ text, tools }, { draft, left, nonce });
  const end = written.isCut ? cutEnd : (stop?.end ?? ownEnd(wish, draft.body));
  const isBarePause = end.stopReason === "pause_turn" && wish.content.length === 0;
  const paused = isBarePause ? [unfinishedCall(nonce)] : [];
  const scripted = withIds(wish.content, nonce).map((block) => scriptedBlock(block, draft));
  const blocks = [...(thinking === null ? [] : [thinking]), ...scripted, ...written.blocks, ...paused];
  const outputTokens = blocks.reduce((sum, { tokens }) => sum + tokens, 0);
  return { blocks, ...end, outputTokens, thinkingTokens: thinking?.tokens ?? 0 };
}

/** What a paused answer ends with: the call of a server tool that the API goes on with when the turn is sent back. */
function unfinishedCall(nonce: string): ReplyBlock {
  const json = JSON.stringify({ query: "simulated" });
  return { type: "server_tool_use", id: `srvtoolu_sim_${nonce}`, name: "web_search", json, tokens: 0 };
}

function scriptedBlock(block: JsonObject, { rules }: Draft): ScriptedBlock {
  return { type: "scripted", block, tokens: tokensOfText(writtenText(block), rules) };
}

type End = Pick<Reply, "stopReason" | "stopSequence" | "stopDetails">;

const cutEnd: End = { stopReason: "max_tokens", stopSequence: null, stopDetails: null };

function ownEnd({ stopReason, tools, content }: Wish, body: JsonObject): End {
  const reason = stopReason ?? (tools.length > 0 || asksForTools(content) ? "tool_use" : "end_turn");
  const [sequence] = listOf(body["stop_sequences"]);
  const isRefusal = reason === "refusal";
  return {
    stopReason: reason,
    stopSequence: reason === "stop_sequence" && typeof sequence === "string" ? sequence : null,
    stopDetails: isRefusal ? { type: "refusal", category: null, explanation: null } : null,
  };
}

function wishOf({ text, toolUse, content = [], stopReason }: SimulatedReply): Wish {
  return { text: text ?? "", tools: toolUse, content, stopReason };
}

function echo({ body }: Draft): Wish {
  const forced = forcedTool(body);
  if (forced !== null) return { text: "", tools: [forced], stopReason: null, content: [] };
  const format = isJsonObject(body["output_config"]) ? body["output_config"]["format"] : null;
  if (isJsonObject(format) && isJsonObject(format["schema"])) {
    return {
      text: JSON.stringify(sampleOf(format["schema"], format["schema"])),
      tools: [],
      stopReason: null,
      content: [],
    };
  }
  const last = mergedTurns(body).findLast(({ role }) => role === "user");
  const text = (last?.blocks ?? []).map(wordsOf).filter(Boolean).join("\n");
  return { text: text === "" ? "ok" : text, tools: [], stopReason: null, content: [] };
}

function wordsOf(block: JsonObject): string {
  if (block["type"] !== "tool_result") return textField(block, "text") ?? "";
  const content = block["content"];
  return typeof content === "string" ? content : listOf(content).filter(isJsonObject).map(wordsOf).join("\n");
}

function forcedTool(body: JsonObject): Wish["tools"][number] | null {
  const choice = isJsonObject(body["tool_choice"]) ? body["tool_choice"] : {};
  if (choice["type"] !== "any" && choice["type"] !== "tool") return null;
  const tools = listOf(body["tools"]).filter(isJsonObject);
  const tool = tools.find(({ name }) => name === choice["name"]) ?? tools[0] ?? {};
  const schema = isJsonObject(tool["input_schema"]) ? tool["input_schema"] : {};
  const input = sampleOf(schema, schema);
  return { name: textField(tool, "name") ?? "", input: isJsonObject(input) ? input : {} };
}

function think({ body, rules }: Draft, limit: number, nonce: string): Extract<ReplyBlock, { type: "thinking" }> | null {
  const thinking = isJsonObject(body["thinking"]) ? body["thinking"] : {};
  const mode = thinking["type"] ?? (rules.thinksByDefault && forcedTool(body) === null ? "adaptive" : "disabled");
  if (mode !== "adaptive" && mode !== "enabled") return null;
  const config = isJsonObject(body["output_config"]) ? body["output_config"] : {};
  const usual = rules.id === "claude-opus-5-5" || rules.id === "claude-haiku-5-5" ? "medium" : "high";
  const tokens = THINKING_TOKENS[textField(config, "effort") ?? usual] ?? 24;
  const shown = thinking["display"] === "summarized" || rules.tokenFactor === 1;
  const text = shown ? "What is asked for is simple." : "";
  return { type: "thinking", thinking: text, signature: signThinking(text, nonce), tokens: Math.min(tokens, limit) };
}

function firstStop(text: string, body: JsonObject): { readonly at: number; readonly end: End } | null {
  let first: { at: number; end: End } | null = null;
  for (const sequence of listOf(body["stop_sequences"])) {
    if (typeof sequence !== "string") continue;
    const at = text.indexOf(sequence);
    if (at < 0 || (first !== null && first.at <= at)) continue;
    first = { at, end: { stopReason: "stop_sequence", stopSequence: sequence, stopDetails: null } };
  }
  return first;
}

interface Writing {
  readonly draft: Draft;
  /** Output tokens that are left. */
  readonly left: number;
  readonly nonce: string;
}

/** Writes text and tool calls until the tokens run out. */
function writeBlocks(
  { text, tools }: Pick<Wish, "text" | "tools">,
  { draft, left, nonce }: Writing,
): { readonly blocks: readonly ReplyBlock[]; readonly isCut: boolean } {
  const blocks: ReplyBlock[] = [];
  let rest = left;
  let isCut = false;
  function write(whole: string, make: (written: string, tokens: number) => ReplyBlock): void {
    if (isCut || whole === "") return;
    const needed = tokensOfText(whole, draft.rules);
    isCut = needed > rest;
    const written = isCut ? prefixOf(whole, rest, draft.rules.tokenFactor) : whole;
    if (written !== "") blocks.push(make(written, Math.min(needed, rest)));
    rest -= needed;
  }
  write(text, (written, tokens) => ({ type: "text", text: written, tokens }));
  for (const [index, { name, input }] of tools.entries()) {
    const id = `toolu_sim_${nonce}_${index}`;
    write(JSON.stringify(input), (json, tokens) => ({ type: "tool_use", id, name, json, tokens }));
  }
  return { blocks, isCut };
}

/** As much of a text as so many tokens hold, whole characters only. */
function prefixOf(text: string, tokens: number, tokenFactor: number): string {
  const bytes = Buffer.from(text).subarray(0, Math.max(0, Math.floor((tokens * 4) / tokenFactor)));
  return new TextDecoder().decode(bytes, { stream: true }); // `stream` leaves out a character that is cut
}
