import type { Json, JsonObject } from "../domain/values/json.ts";
import type { CompletionRequest } from "../domain/run/provider.ts";
import { estimateTokens } from "./estimate-tokens.ts";

/**
 * Tokens that the API may add to a request on its own, at most: the framing of messages; the system prompt for tools
 * (313 to 804 tokens by model, docs page tool-use); the definition behind a tool of the API's own (`bash_…`, up to 1,000);
 * the hidden prompt for structured outputs.
 */
const FRAMING_TOKENS = 64;
const TOOL_FRAMING_TOKENS = 1024;
const OWN_TOOL_TOKENS = 2048;
const FORMAT_TOKENS = 2048;
/** What tools cost beside their own text, about. */
const EXPECTED_TOOL_TOKENS = 300;
/** What an attachment has, about, when nobody has counted it. */
const EXPECTED_ATTACHMENT_TOKENS = 2000;

/** The tokens of an attachment at most; null when they were never counted. */
export type CountedAttachment = (request: CompletionRequest, block: JsonObject) => number | null;

export interface RequestBound {
  /** A token is at least one byte of the body; attachments count as they were counted. Null: one was not. */
  readonly maxTokens: number | null;
  readonly expectedTokens: number;
  /** Blocks whose size says nothing of their tokens, and that nobody has counted. */
  readonly uncounted: readonly JsonObject[];
}

/** How long a request's prompt is: the most it can be, and about what to expect. */
export function requestBound(request: CompletionRequest, counted: CountedAttachment): RequestBound {
  const { system = null, messages = null, tools = null, ...settings } = request.body;
  const { prompt, attachments } = promptOf([system, messages, tools]);
  const counts = attachments.map((block) => counted(request, block));
  const uncounted = attachments.filter((_, index) => counts[index] === null);
  const attached = counts.reduce<number>((sum, count) => sum + (count ?? EXPECTED_ATTACHMENT_TOKENS), 0);
  const bytes = Buffer.byteLength(prompt) + Buffer.byteLength(JSON.stringify(settings));
  const { model } = settings;
  const expectedText = estimateTokens(typeof model === "string" ? model : "", prompt);
  return {
    maxTokens: uncounted.length > 0 ? null : bytes + addedTokens(request.body) + attached,
    expectedTokens: expectedText + (toolsOf(request.body).length === 0 ? 0 : EXPECTED_TOOL_TOKENS) + attached,
    uncounted,
  };
}

interface Prompt {
  /** Its JSON, with `null` in place of attachments. */
  readonly prompt: string;
  readonly attachments: readonly JsonObject[];
}

function promptOf(parts: Json): Prompt {
  const whole = JSON.stringify(parts);
  // Looking at every value costs several times what writing them does, and most prompts are texts alone.
  if (!ATTACHED_TYPE.test(whole)) return { prompt: whole, attachments: [] };
  const attachments: JsonObject[] = [];
  const prompt = JSON.stringify(parts, (_key, value: Json) => {
    if (!isAttachment(value)) return value;
    attachments.push(value);
    return null;
  });
  return { prompt, attachments };
}

function addedTokens(body: JsonObject): number {
  const tools = toolsOf(body);
  const own = tools.filter((tool) => typeof tool["type"] === "string" && tool["type"] !== "custom");
  const { output_config: output } = body;
  const hasFormat = isMap(output) && (output["format"] ?? null) !== null;
  return (
    FRAMING_TOKENS +
    (tools.length === 0 ? 0 : TOOL_FRAMING_TOKENS) +
    own.length * OWN_TOOL_TOKENS +
    (hasFormat ? FORMAT_TOKENS : 0)
  );
}

function toolsOf(body: JsonObject): readonly JsonObject[] {
  const { tools } = body;
  return Array.isArray(tools) ? tools.filter((tool: Json): tool is JsonObject => isMap(tool)) : [];
}

const ATTACHED: readonly Json[] = ["image", "document", "container_upload"];
/** As JSON writes the type of one; inside a text its quotes are escaped. */
const ATTACHED_TYPE = /"type":"(?:image|document|container_upload)"/;
const WRITTEN_OUT: readonly Json[] = ["text", "content"];

/** A block that is more than its bytes: a few hundred of them hold an image or a long PDF, and a URL is none of them. */
function isAttachment(value: Json): value is JsonObject {
  if (!isMap(value) || !ATTACHED.includes(value["type"] ?? null)) return false;
  const { source } = value;
  return !isMap(source) || !WRITTEN_OUT.includes(source["type"] ?? null);
}

function isMap(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
