import { allThere, type MaybePromise, whenThere } from "../../base/maybe-promise.ts";
import { said } from "../../domain/diagnostics/said.ts";
import type { JsonObject } from "../../domain/values/json.ts";
import type { Diagnostic, Place } from "../../domain/values/problem.ts";
import type { AnswerSource, CaseSeed, CheckSource, PromptExpectation, Suite, TurnSource } from "../../domain/suite.ts";
import { renderCheckArgs } from "./check-args.ts";
import { checksOn, type PlannedCase, type PlannedCheck } from "./planned-case.ts";
import type { Rendered } from "../templates/rendering.ts";

export interface RenderedCheck {
  readonly source: CheckSource;
  readonly planned: Rendered<PlannedCheck>;
}

/** Rendered checks, those of answers to any prompt and those of prompts that expect something of their own. */
export interface RenderedChecks {
  readonly common: readonly RenderedCheck[];
  readonly byPrompt: readonly (readonly [string, readonly RenderedCheck[]])[];
}

const NOTHING_MORE: PromptExpectation = { answer: null, checks: [] };

/** Renders a case's variables into all checks that it may be held against. */
export function renderChecks(suite: Suite, seed: CaseSeed, scope: JsonObject): MaybePromise<RenderedChecks> {
  const own = Object.entries(suite.promptExpectations);
  const lists = [NOTHING_MORE, ...own.map(([, expected]) => expected)].map((expected) =>
    plannedChecks(suite, seed, expected, scope),
  );
  return whenThere(allThere(lists), ([common = [], ...rest]) => ({
    common,
    byPrompt: own.map(([name], index) => [name, rest[index] ?? []] as const),
  }));
}

function plannedChecks(
  suite: Suite,
  seed: CaseSeed,
  own: PromptExpectation,
  scope: JsonObject,
): MaybePromise<readonly RenderedCheck[]> {
  const answer = seed.answer ?? own.answer ?? suite.answer;
  const last = seed.turns.at(-1);
  const outer = seed.replacesSuiteChecks ? [] : [...suite.checks, ...own.checks];
  const sources: { check: CheckSource; answer: AnswerSource | null }[] = [
    ...[...outer, ...seed.checks].map((check) => ({
      check,
      answer: turnOf(check, seed.turns, last)?.answer ?? answer,
    })),
    ...seed.turns.flatMap((turn, index) =>
      turn.checks.map((check) => ({
        check: { ...check, turn: check.turn ?? index + 1 },
        answer: turn.answer ?? answer,
      })),
    ),
  ];
  return allThere(
    sources.map(({ check, answer: picked }) =>
      whenThere(renderCheckArgs(check, scope), (args): RenderedCheck => {
        if (!args.ok) return { source: check, planned: args };
        const answered = { on: check.on ?? picked?.extraction ?? null, answer: check.on === null ? picked : null };
        return { source: check, planned: { ok: true, value: { ...check, args: args.value, ...answered } } };
      }),
    ),
  );
}

/** The checks that could be rendered, as a planned case holds them. */
export function usableLists({ common, byPrompt }: RenderedChecks): Pick<PlannedCase, "checks" | "checksByPrompt"> {
  const own = byPrompt.map(([name, checks]) => [name, usable(checks)] as const);
  return { checks: usable(common), checksByPrompt: Object.fromEntries(own) };
}

/** Every rendered check, whichever prompt it is of. */
export function allRendered({ common, byPrompt }: RenderedChecks): readonly RenderedCheck[] {
  return [common, ...byPrompt.map(([, checks]) => checks)].flat();
}

/** Those of them that could be rendered. */
export function usable(checks: readonly RenderedCheck[]): PlannedCheck[] {
  return checks.flatMap(({ planned }) => (planned.ok ? [planned.value] : []));
}

function turnOf(check: CheckSource, turns: readonly TurnSource[], last: TurnSource | undefined): TurnSource | null {
  return (typeof check.turn === "number" ? turns[check.turn - 1] : last) ?? null;
}

/** A case must be able to fail: something is expected, and not only as an option. */
export function expectationProblem(
  suite: Suite,
  seed: CaseSeed,
  lists: Pick<PlannedCase, "checks" | "checksByPrompt">,
): Diagnostic | null {
  const prompts = new Set(suite.arms.map(({ prompt }) => prompt));
  const found = [...prompts].map((prompt) => tooLittle(suite, seed, checksOn(lists, prompt)));
  return found.find((problem) => problem !== null) ?? null;
}

/** Rows of a data file are told together: what they lack is mostly what their entry lacks. */
function ofWholeData(place: Place): Place {
  return place.kind === "line" ? { kind: "file", file: place.file } : place;
}

function tooLittle(suite: Suite, seed: CaseSeed, checks: readonly PlannedCheck[]): Diagnostic | null {
  const { place } = seed;
  if (checks.length === 0) return { severity: "error", place: ofWholeData(place), ...said("nothing-expected") };
  const turnCount = Math.max(1, seed.turns.length);
  const beyond = checks.find(({ turn }) => typeof turn === "number" && turn > turnCount);
  if (beyond !== undefined) {
    const text = said("no-such-turn", { turn: Number(beyond.turn), turns: turnCount });
    return { severity: "error", place: beyond.place, ...text };
  }
  const minScore = seed.minScore ?? suite.minScore;
  if (minScore !== null && checks.every(({ weight }) => weight === 0)) {
    return { severity: "error", place, ...said("nothing-weighed") };
  }
  if (checks.every(({ required }) => !required) && (minScore ?? 0) === 0) {
    return { severity: "error", place, ...said("nothing-required") };
  }
  return null;
}
