import type { JudgedMaterial } from "../../domain/judging.ts";
import type { JudgeSender } from "../../domain/judge.ts";
import type { CompletionRequest } from "../../domain/run/provider.ts";
import { checksOn } from "../../plan/cases/planned-case.ts";
import { type CaseOnArm, turnRequest } from "../../plan/requests/plan-trial.ts";
import { contentText } from "../../domain/run/content-text.ts";
import { judgedIn } from "./judge-problems.ts";
import type { SuiteJudging } from "./judging.ts";
import type { JsonObject } from "../../domain/values/json.ts";

/** A question that a trial may put to a judge's model, and how often. */
export interface JudgingRequest {
  readonly request: CompletionRequest;
  readonly sender: JudgeSender;
  readonly votes: number;
}

/** All that a trial with such answers (one a turn) may ask of its judges, each check asked and no answer like another. */
export async function judgingRequests(
  at: CaseOnArm,
  judging: SuiteJudging,
  answers: readonly string[],
): Promise<JudgingRequest[]> {
  const { planned, arm } = at;
  const turns = Math.max(1, planned.turns.length);
  const asked = checksOn(planned, arm.prompt).flatMap((check) => {
    const at =
      check.turn === "each"
        ? Array.from({ length: turns }, (_, index) => index + 1)
        : [Number(check.turn ?? turns) || turns];
    return at.flatMap((turn) => judgedIn(check).map((judged) => ({ judged, turn })));
  });
  if (asked.length === 0) return [];
  const found = await Promise.all(
    asked.map(async ({ judged, turn }) => {
      const material = await standIn(at, turn, answers);
      return judging.questions({ ...judged, vars: planned.vars }, material);
    }),
  );
  return found.flat().map(({ request, sender, votes }) => ({ request, sender, votes }));
}

async function standIn(at: CaseOnArm, turn: number, answers: readonly string[]): Promise<JudgedMaterial> {
  const request = await turnRequest(at, turn, [], answers.slice(0, turn - 1));
  const body: JsonObject = request.ok ? request.value.body : {};
  const { messages, system } = body;
  const last = Array.isArray(messages) ? (messages as readonly JsonObject[]).at(-1) : undefined; // turnRequest makes it a list
  return {
    system: system === undefined ? null : contentText(system),
    input: contentText(last?.["content"] ?? ""),
    output: answers[turn - 1] ?? "",
    tools: "",
    turns: answers.slice(0, turn - 1).join("\n\n"),
  };
}
