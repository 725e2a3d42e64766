import { expect, test } from "vitest";
import { wallClock } from "../../../src/host/wall-clock.ts";
import { type TriedTrial, tryCase, type TryStep } from "../../../src/pipeline/commands/try-case.ts";
import { invocationOf } from "../../helpers/invocation.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const suite = (judge: string, tail = ""): string => `model: claude-haiku-5-5
prompt: "Say {{ m }}"
judges: { kind: { model: claude-sonnet-5-5, rubric: It is kind.${judge} } }
expect: [{ judge: kind }]
${tail}
cases: [{ id: rude, vars: { m: x }, simulate: Whatever., simulate_judge: fail }]
`;

test.each([
  ["unmeasured", suite(""), ["the judge kind is unmeasured"]],
  ["believed", suite(", require: none"), []],
  ["no gate", suite("", "gate: none"), []],
])(
  "finding 10: try shows the conversation without the judge's question, and says what a run makes of it: %s",
  async (...[, text, doubts]) => {
    const steps: TryStep[] = [];
    let said = "";
    const tried: TriedTrial[] = [];
    const hooks = {
      clock: wallClock,
      signal: new AbortController().signal,
      onText: (delta: string) => void (said += delta),
      onStep: (step: TryStep) => void steps.push(step),
      onTrial: (one: TriedTrial) => Promise.resolve(void tried.push(one)),
      log: () => undefined,
      env: {},
    };
    const result = await tryCase(invocationOf(temporaryProject({ "suite.yaml": text })), hooks);
    expect(result.status).toBe("tried");
    expect(steps.filter(({ type }) => type === "sent")).toHaveLength(1);
    expect(said).toBe("Whatever.");
    expect(tried[0]?.record.checks[0]?.judge?.verdict).toBe("fail");
    const told = tried[0]?.doubts ?? [];
    expect(told).toHaveLength(doubts.length);
    for (const [index, doubt] of doubts.entries()) expect(told[index]).toContain(doubt);
  },
);
