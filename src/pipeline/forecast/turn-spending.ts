import { NO_USAGE } from "../../domain/run/completion.ts";
import { isJsonObject, type Json } from "../../domain/values/json.ts";
import { type Picodollars, sumOrNull } from "../../domain/values/money.ts";
import type { CompletionRequest } from "../../domain/run/provider.ts";
import type { CaseOnArm } from "../../plan/requests/plan-trial.ts";
import type { BoundingInput } from "../passes/bound-request.ts";
import type { ExpectedAnswer } from "./expected-answer.ts";

/** Tokens and money; null: not known. */
export interface Spending {
  readonly input: number | null;
  readonly output: number | null;
  readonly pico: Picodollars | null;
}

/** What one turn takes. */
export interface TurnSpending {
  readonly spending: Spending;
  /** Tokens that later turns send again and that their rendered text does not show. */
  readonly unseen: number;
}

type Pricing = Pick<BoundingInput, "facts" | "nowMs">;

/** What to expect of a turn; its prompt has about `promptTokens`. Nothing is taken to come from the prompt cache. */
export function expectedSpending(
  request: CompletionRequest,
  promptTokens: number,
  { rounds, unseenTokens }: ExpectedAnswer,
  pricing: Pricing,
): TurnSpending {
  if (rounds === null) return { spending: { input: promptTokens, output: null, pico: null }, unseen: 0 };
  let said = 0;
  let input = 0;
  const costs: (Picodollars | null)[] = [];
  for (const outputTokens of rounds) {
    const inputTokens = promptTokens + said;
    costs.push(priceOf(request, inputTokens, outputTokens, pricing));
    input += inputTokens;
    said += outputTokens;
  }
  return { spending: { input, output: said, pico: sumOrNull(costs) }, unseen: unseenTokens };
}

function priceOf(
  { body, endpoint }: CompletionRequest,
  inputTokens: number,
  outputTokens: number,
  { facts, nowMs }: Pricing,
): Picodollars | null {
  const { model, speed, inference_geo: geo } = body;
  if (typeof model !== "string") return null;
  const words = { speed: speed === "fast" ? speed : null, inferenceGeo: typeof geo === "string" ? geo : null };
  const tokens = { inputTokens: Math.round(inputTokens), outputTokens: Math.round(outputTokens) };
  return facts.at(endpoint ?? null).costOf(model, { ...NO_USAGE, ...tokens, ...words }, nowMs);
}

/** A turn as the worst case sees it. */
export interface WorstTurn {
  readonly turn: number;
  /** How often its text quotes earlier replies. */
  readonly quoted: number;
  /** Tokens of earlier turns that the rendered text does not show. */
  readonly unseen: number;
  readonly request: CompletionRequest;
  /** The most that its rendered prompt has; null: not known. */
  readonly promptTokens: number | null;
}

/**
 * The most that a turn can take: every answer as long as `max_tokens`, every round of tool calls that the suite allows, each
 * with one answer of every tool it has answers for.
 */
export function worstSpending(
  at: CaseOnArm,
  { turn, quoted, unseen, request, promptTokens }: WorstTurn,
  { facts, nowMs }: Pricing,
): TurnSpending {
  const { max_tokens: maxTokens } = request.body;
  if (promptTokens === null || typeof maxTokens !== "number") {
    return { spending: { input: null, output: null, pico: null }, unseen: 0 };
  }
  const quotedTokens = quoted * maxTokens;
  const results = at.planned.toolResults[turn - 1] ?? {};
  const rounds = Object.keys(results).length === 0 ? 0 : at.suite.limits.maxToolRounds;
  const perRound = maxTokens + Buffer.byteLength(JSON.stringify(results));
  let input = 0;
  const costs: (Picodollars | null)[] = [];
  for (let round = 0; round <= rounds; round++) {
    const inputTokens = promptTokens + unseen + quotedTokens + round * perRound;
    costs.push(facts.at(request.endpoint ?? null).worstCost(request, inputTokens, nowMs));
    input += inputTokens;
  }
  // A tool that the API runs reads the prompt again, how often and how much is not ours to count; its cost is bounded.
  const isKnown = !runsTools(request);
  const spending = { input: isKnown ? input : null, output: maxTokens * (rounds + 1), pico: sumOrNull(costs) };
  return { spending, unseen: quotedTokens + rounds * perRound + maxTokens };
}

/** Has the request a tool that the API runs itself? Those have a type of their own, and most a `max_uses`. */
function runsTools({ body: { tools } }: CompletionRequest): boolean {
  if (!Array.isArray(tools)) return false;
  return tools.some(
    (tool: Json) => isJsonObject(tool) && typeof tool["type"] === "string" && tool["type"] !== "custom",
  );
}
