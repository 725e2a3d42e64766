import { describe, expect, test } from "vitest";
import { ndjson } from "../../../src/report/formats/ndjson.ts";
import { expectGolden } from "../../helpers/golden.ts";
import { render } from "../../helpers/report-fixtures.ts";
import { SHAPES } from "../../helpers/report-shapes.ts";
import { commandsIn } from "../../helpers/runner-commands.ts";

describe.each(Object.entries(SHAPES))("%s", (name, fixture) => {
  test("is a run line, the trials in order, a line a suite, and an end", async () => {
    const lines = parse(await render(ndjson, fixture));
    const trials = fixture.trials.flatMap((list, index) =>
      list.map((trial) => ({ type: "trial", suite: fixture.head.suites[index]?.name, ...trial })),
    );
    const suites = fixture.head.suites.map((suite) => ({ type: "suite", ...suite, insights: undefined }));
    expect(lines[0]).toMatchObject({ type: "run", format: "prompt-run.ndjson", run: fixture.head.run });
    expect(lines.slice(1, -1)).toEqual(JSON.parse(JSON.stringify([...trials, ...suites])));
    expect(lines.at(-1)).toMatchObject({ type: "end", verdict: fixture.head.verdict, totals: fixture.head.totals });
  });

  test("holds no command", async () => {
    const text = await render(ndjson, fixture);
    expect(commandsIn(text)).toEqual([]);
    if (name !== "nasty") expectGolden(`report/${name}.ndjson`, text);
  });
});

function parse(text: string): unknown[] {
  expect(text.endsWith("\n")).toBe(true);
  return text
    .trimEnd()
    .split("\n")
    .map((line): unknown => JSON.parse(line));
}
