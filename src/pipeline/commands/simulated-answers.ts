import { hashValue } from "../../base/hash.ts";
import type { Json, JsonObject } from "../../domain/values/json.ts";
import type { SimulatedReply } from "../../domain/run/provider.ts";
import type { PlannedTrial, TurnOutcome } from "../../domain/run/trial.ts";
import { createPlanStream } from "../passes/plan-stream.ts";
import type { CheckedSuites } from "../passes/check-suites.ts";
import { answeredTurn, SimulatedJudging } from "../grading/simulated-judging.ts";

/** Finds the simulated reply to a request by what it asks; null for a request that no case sends. */
export type FindAnswer = (body: JsonObject) => SimulatedReply | null;

/**
 * The replies that suites give by `simulate:`, for a simulator that sees requests alone. A request is known by its
 * model, its system prompt and the user's side of its messages: what the assistant said depends on the server.
 * Of equal requests the first has the first trial's reply, and so on, over again when all were given. Judges are answered as
 * `simulate_judge` says.
 */
export async function simulatedAnswers(checked: CheckedSuites): Promise<FindAnswer> {
  const answers = new ReplyQueues();
  const stream = createPlanStream(checked.suites, { cases: [], tags: [] });
  const judging = new SimulatedJudging(checked, stream, ({ body }, reply) => answers.add(requestKey(body), reply));
  for (const bucket of stream.buckets) {
    for await (const trial of stream.open(bucket)) {
      if (trial.skipped !== null) continue;
      const turns = await addTrial(trial, answers);
      if (turns !== null) await judging.add(trial, turns);
    }
  }
  await judging.pairs();
  return (body) => answers.next(requestKey(body));
}

/** The replies to equal requests, each given in its turn. */
class ReplyQueues {
  private readonly queues = new Map<string, { readonly replies: SimulatedReply[]; given: number }>();

  add(key: string, reply: SimulatedReply): void {
    const queue = this.queues.get(key);
    if (queue === undefined) this.queues.set(key, { replies: [reply], given: 0 });
    else queue.replies.push(reply);
  }

  next(key: string): SimulatedReply | null {
    const queue = this.queues.get(key);
    const reply = queue?.replies[queue.given % queue.replies.length] ?? null;
    if (queue !== undefined) queue.given += 1;
    return reply;
  }
}

/** The trial's turns as they are answered; null where one is not answered by a text. */
async function addTrial(trial: PlannedTrial, answers: ReplyQueues): Promise<readonly TurnOutcome[] | null> {
  const replies: string[] = [];
  const turns: TurnOutcome[] = [];
  let history: readonly JsonObject[] = [];
  for (let turn = 1; turn <= trial.turnCount; turn++) {
    const opened = await trial.openTurn(turn, history, replies);
    if (opened.status === "failed") return null;
    const { body } = opened.request;
    history = body["messages"] as readonly JsonObject[]; // a request's messages are a list
    let said: string | null = null;
    for (const round of [1, 2]) {
      const reply = await trial.simulated(turn, round, replies);
      if (reply === null) continue;
      answers.add(requestKey(body, round === 2), reply);
      if (round === 1) replies.push(reply.text ?? "");
      if (round === 1 && reply.error === null && reply.stopReason === null) said = reply.text;
    }
    if (said !== null) turns.push(answeredTurn(opened.userText, said));
  }
  return turns.length === trial.turnCount ? turns : null;
}

/** `afterTools`: whether the request answers tool calls; by default, whether its last message holds tool results. */
function requestKey(body: JsonObject, afterTools: boolean = holdsToolResult(lastContent(body))): string {
  const asked = messagesOf(body)
    .filter(({ role, content }) => role === "user" && !holdsToolResult(content ?? null))
    .map(({ content }) => content ?? null);
  return hashValue([body["model"] ?? null, body["system"] ?? null, asked, afterTools]);
}

function messagesOf(body: JsonObject): readonly JsonObject[] {
  const messages = body["messages"];
  // A body that reaches a simulator's answer has passed its checks: a list of messages.
  return Array.isArray(messages) ? (messages as readonly JsonObject[]) : [];
}

function lastContent(body: JsonObject): Json {
  return messagesOf(body).at(-1)?.["content"] ?? null;
}

function holdsToolResult(content: Json): boolean {
  return Array.isArray(content) && content.some((block: Json) => (block as JsonObject)["type"] === "tool_result");
}
