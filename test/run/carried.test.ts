import { expect, test } from "vitest";
import { type Completion, NO_USAGE } from "../../src/domain/run/completion.ts";
import { toolCallsOf } from "../../src/domain/run/tool-calls.ts";
import type { JsonObject } from "../../src/domain/values/json.ts";
import type { PlannedTrial } from "../../src/domain/run/trial.ts";
import { plannedTrial, request, run } from "./run-fixture.ts";

function completion(stopReason: string, content: readonly JsonObject[], rest: Partial<Completion> = {}): Completion {
  return {
    content,
    text: "",
    toolCalls: toolCallsOf(content),
    ending: stopReason === "tool_use" ? "tool_use" : stopReason === "compaction" ? "truncated" : "complete",
    stopReason,
    refusalCategory: null,
    usage: NO_USAGE,
    modelServed: "model-a",
    ...rest,
  };
}

const SAID: JsonObject = { type: "text", text: "said" };
const CALL: JsonObject = { type: "tool_use", id: "t1", name: "mine", input: {} };

/** The bodies of a trial's requests, where it is answered by these completions one after the other. */
async function bodiesOf(trial: Partial<PlannedTrial>, answers: readonly Completion[]): Promise<readonly JsonObject[]> {
  const bodies: JsonObject[] = [];
  await run({
    trials: [plannedTrial(0, trial)],
    provider: {
      send({ body }) {
        const answer = answers[bodies.length];
        bodies.push(body);
        if (answer === undefined) throw new Error("one request too many");
        const rest = { requestId: null, rateLimits: null, ttftMs: 1, latencyMs: 1, reused: false };
        return Promise.resolve({ status: "answered", completion: answer, ...rest });
      },
    },
  });
  expect(bodies).toHaveLength(answers.length);
  return bodies;
}

const containers = (bodies: readonly JsonObject[]): unknown[] => bodies.map(({ container }) => container);

test("api D5: the container of an answer goes on over tool rounds, pauses and turns", async () => {
  const bodies = await bodiesOf(
    { turnCount: 2, answerTools: () => ({ status: "answered", blocks: [{ type: "tool_result", tool_use_id: "t1" }] }) },
    [
      completion("tool_use", [CALL], { containerId: "c1" }),
      completion("pause_turn", [SAID]),
      completion("end_turn", [SAID], { containerId: "c2" }),
      completion("end_turn", [SAID]),
    ],
  );
  expect(containers(bodies)).toEqual([undefined, "c1", "c1", "c2"]);
});

test("api D5: skills stay with the container that they were loaded into", async () => {
  const skills = [{ type: "anthropic", skill_id: "xlsx" }];
  const bodies = await bodiesOf(
    {
      openTurn: () => {
        const asked = request("model-a", [{ role: "user", content: "hi" }]);
        return {
          status: "ready",
          userText: "hi",
          request: { ...asked, body: { ...asked.body, container: { skills } } },
        };
      },
    },
    [completion("pause_turn", [SAID], { containerId: "c1" }), completion("end_turn", [SAID])],
  );
  expect(containers(bodies)).toEqual([{ skills }, { skills, id: "c1" }]);
});

test("api D5: without one nothing is named", async () => {
  const bodies = await bodiesOf({ turnCount: 2 }, [completion("end_turn", [SAID]), completion("end_turn", [SAID])]);
  expect(bodies.some((body) => "container" in body)).toBe(false);
});

const COMPACTION: JsonObject = { type: "compaction", content: "so far", encrypted_content: "x", signature: "s" };

test("api D7: a turn that pauses at a compaction goes on with the block as it came", async () => {
  const [, second] = await bodiesOf({}, [completion("compaction", [COMPACTION]), completion("end_turn", [SAID])]);
  expect(second?.["messages"]).toMatchObject([{ role: "user" }, { role: "assistant", content: [COMPACTION] }]);
});

test("api D7: a request for a compaction alone is answered by it, and the conversation ends", async () => {
  await bodiesOf(
    {
      turnCount: 2,
      openTurn: () => {
        const asked = request("model-a", [{ role: "user", content: "hi" }]);
        const body = { ...asked.body, compaction: { type: "summarize" } };
        return { status: "ready", userText: "hi", request: { ...asked, body } };
      },
    },
    [completion("compaction", [COMPACTION])],
  );
});
