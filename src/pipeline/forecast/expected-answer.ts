import type { SimulatedReply } from "../../domain/run/provider.ts";
import { estimateTokens } from "../../models/estimate-tokens.ts";
import { type CaseOnArm, simulatedReply } from "../../plan/requests/plan-trial.ts";
import type { AnswerLength } from "./answer-length.ts";

/** An answer that is expected of one turn. */
export interface ExpectedAnswer {
  /** What stands for it in later turns. */
  readonly text: string;
  /** Tokens that the text does not show there. */
  readonly unseenTokens: number;
  /** Output tokens of each of the turn's requests (more than one where tools are called); null: nobody knows. */
  readonly rounds: readonly number[] | null;
}

export interface ExpectedTurn {
  readonly turn: number;
  readonly trial: number;
  /** How many there are. */
  readonly turns: number;
  readonly replies: readonly string[];
}

/** What stands for a reply that nobody knows. */
const STAND_IN = "reply";

/** What to expect of one turn: as long as answers were, else as `simulate:` says. */
export async function expectAnswer(
  at: CaseOnArm,
  { turn, trial, turns, replies }: ExpectedTurn,
  length: AnswerLength | null,
): Promise<ExpectedAnswer> {
  const first = await simulatedReply(at, { turn, round: 1, trial }, replies);
  const calls = (first?.toolUse.length ?? 0) > 0;
  const second = calls ? await simulatedReply(at, { turn, round: 2, trial }, replies) : null;
  const said = [first, second].filter((reply) => reply !== null);
  const text = said.findLast((reply) => reply.text !== null)?.text ?? STAND_IN;
  if (length !== null) {
    const tokens = length.tokensPerTrial / turns;
    return { text, unseenTokens: Math.max(0, tokens - estimateTokens(at.arm.model, text)), rounds: [tokens] };
  }
  const rounds = said.map((reply) => outputTokens(reply, at.arm.model));
  return { text, unseenTokens: 0, rounds: said.length === 0 ? null : rounds };
}

function outputTokens({ text, toolUse, usage }: SimulatedReply, model: string): number {
  const { output_tokens: given } = usage ?? {};
  if (typeof given === "number") return given;
  return estimateTokens(model, (text ?? "") + (toolUse.length === 0 ? "" : JSON.stringify(toolUse)));
}
