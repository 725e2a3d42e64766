import { describe, expect, test } from "vitest";
import { isReporterName, REPORTERS } from "../../src/report/registry.ts";
import type { ReporterName } from "../../src/report/registry.ts";
import { head, render } from "../helpers/report-fixtures.ts";
import { nasty, onePass } from "../helpers/report-shapes.ts";
import { commandsIn } from "../helpers/runner-commands.ts";

const names = Object.keys(REPORTERS).filter(isReporterName);

test("the reporters are those of the contract, and two more", () => {
  const contract = ["table", "json", "ndjson", "junit", "github", "markdown", "html", "quiet"];
  expect(names).toEqual([...contract, "ctrf", "tap"]);
});

test.each(["tables", "", "constructor", "__proto__"])("%o is no reporter", (name) => {
  expect(isReporterName(name)).toBe(false);
});

async function written(name: ReporterName, replies: "live" | "simulated" | "recorded" | "mixed"): Promise<string> {
  const fixture = { ...onePass, head: head({ run: { ...head().run, replies } }) };
  return render(await REPORTERS[name].load(), fixture);
}

describe.each(names)("%s", (name) => {
  test.each(["simulated", "recorded", "mixed"] as const)("says that replies are %s", async (replies) => {
    const words = (text: string): number => text.match(new RegExp(replies, "gi"))?.length ?? 0;
    expect(words(await written(name, replies))).toBeGreaterThan(words(await written(name, "live")));
  });

  test("holds no control character, no half character and no command but its own", async () => {
    const text = await render(await REPORTERS[name].load(), nasty);
    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Surrogate}]/u);
    expect(commandsIn(text).filter((line) => name !== "github" || !/^::(error|warning|notice) /.test(line))).toEqual(
      [],
    );
  });

  test("is the same twice", async () => {
    expect(await written(name, "live")).toBe(await written(name, "live"));
  });

  test("writes an empty run", async () => {
    const nothing = { head: head({ suites: [] }), trials: [] };
    expect(await render(await REPORTERS[name].load(), nothing)).not.toBe("");
  });
});
