import { quote } from "../../base/printable.ts";
import type { Answer, CheckType, PreparedItem, Verdict } from "../../domain/check.ts";
import { checkFacts } from "../../domain/check-facts.ts";
import type { CheckRecord } from "../../domain/formats/records.ts";
import { STOP_REASONS } from "../../domain/run/stop-reason.ts";
import { IMPLIED_NAME, type ImpliedType } from "../../domain/values/implied-check.ts";
import type { TurnReason } from "../../domain/reasons/conduct.ts";
import { say } from "../../domain/reasons/catalogues/say.ts";
import type { TurnAnswer } from "./answer-of-turn.ts";
import type { ItemToGrade, TrialToGrade } from "./trial-to-grade.ts";
import { fail, pass, undecided } from "../parts/verdict.ts";

/**
 * What every turn must be unless its checks speak of it: not a refusal (no `refusal` or `stop_reason` check, inner ones
 * counted) and not cut off (no `stop_reason` check). A turn that was not reached fails to be complete; one that ended for
 * a reason that is not known is undecided. They are required and weigh nothing.
 */
export function impliedChecks(
  { items, turnCount }: Pick<TrialToGrade, "items" | "turnCount">,
  answers: readonly (TurnAnswer | null)[],
): readonly CheckRecord[] {
  return Array.from({ length: turnCount }, (_, index) => index + 1).flatMap((turn) => {
    const types = new Set(
      items.filter((item) => looksAtTurn(item, turn, turnCount)).flatMap(({ item }) => typesWithin(item)),
    );
    return impliedOfTurn(turnCount === 1 ? null : turn, types, answers[turn - 1] ?? null);
  });
}

function impliedOfTurn(turn: number | null, types: ReadonlySet<CheckType>, reached: TurnAnswer | null): CheckRecord[] {
  const records: CheckRecord[] = [];
  const replaced = new Set([...types].flatMap((type) => checkFacts(type).replaces));
  if (!replaced.has("refusal") && reached !== null) {
    const { ending, refusalCategory: category } = reached.answer;
    const verdict =
      ending === "refusal" ? fail({ code: "turn.refused", category }) : pass({ code: "turn.not-refused" });
    records.push(record("refusal", turn, verdict));
  }
  if (!replaced.has("complete")) records.push(record("complete", turn, completeness(turn, reached)));
  return records;
}

function completeness(turn: number | null, reached: TurnAnswer | null): Verdict {
  if (reached === null) return fail(turn === null ? { code: "turn.no-answer" } : { code: "turn.not-reached", turn });
  const { ending, stopReason } = reached.answer;
  if (stopReason === "compaction") return fail({ code: "turn.compacted" });
  if (ending === "truncated") return fail(cutOff(reached.answer));
  if (STOP_REASONS.includes(stopReason)) return pass({ code: "turn.not-cut-off" });
  return undecided({ code: "turn.unknown-ending", stopReason: quote(stopReason) });
}

/** Thinking counts against `max_tokens` (docs page thinking): where most of it went there, that is why the answer is short. */
function cutOff({ stopReason, usage: { thinkingTokens, outputTokens } }: Answer): TurnReason {
  const hasThought = thinkingTokens !== null && thinkingTokens > 0 && 2 * thinkingTokens >= outputTokens;
  if (!hasThought || stopReason !== "max_tokens") return { code: "turn.cut-off", stopReason };
  return { code: "turn.thought-out", stopReason, thinkingTokens, outputTokens };
}

function record(type: ImpliedType, turn: number | null, { status, score, reason }: Verdict): CheckRecord {
  return { type, name: IMPLIED_NAME, verdict: status, score, reason: say(reason), required: true, weight: 0, turn };
}

function looksAtTurn({ turn: said }: ItemToGrade, turn: number, turnCount: number): boolean {
  return said === "each" || said === turn || ((said === null || said === "last") && turn === turnCount);
}

function typesWithin(item: PreparedItem): readonly CheckType[] {
  return [item.type, ...(item.inner ?? []).flatMap(typesWithin)];
}
