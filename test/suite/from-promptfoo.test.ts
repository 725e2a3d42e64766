import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { CHECK_TYPES } from "../../src/domain/check-facts.ts";
import type { Json } from "../../src/domain/values/json.ts";
import { checkSuites } from "../../src/pipeline/passes/check-suites.ts";
import { otherConfig, otherName } from "../../src/suite/shape/other-tools.ts";
import { invocationOf } from "../helpers/invocation.ts";
import { temporaryProject } from "../helpers/temporary-folder.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/from-promptfoo.md"), "utf8");
const [config = "", suite = ""] = [...page.matchAll(/```(?:yaml|text)\n([\s\S]*?)```/g)].map((match) => match[1] ?? "");

test("26e: the config on the page is told to be one, and the suite beside it has nothing wrong", async () => {
  expect(otherConfig(parse(config) as Json)).toMatchObject({
    hint: expect.stringContaining("docs/from-promptfoo.md"),
  });
  const cwd = temporaryProject({ "suites/translate.yaml": suite });
  const checked = await checkSuites(invocationOf(cwd, { suites: ["suites/translate.yaml"] }), Date.now());
  await checked.close();
  expect(checked.errors.map(({ message }) => message)).toEqual([]);
  expect(checked.warnings.map(({ code }) => code)).toEqual([]);
  expect(checked.suites[0]?.cases).toBe(2);
});

/** The rows of the table of assertions: theirs and ours. */
const table = (page.split("## Assertions")[1] ?? "").split("## ")[0] ?? "";
const rows = [...table.matchAll(/^\| (`.*?) +\| (.*?) +\|$/gm)];

test("26e: the page names checks that there are, and the errors say what it says", () => {
  expect(rows.length).toBeGreaterThan(15);
  for (const [, theirs = "", ours = ""] of rows) {
    const named: readonly string[] = ours.match(/[a-z_]+/g) ?? [];
    for (const [, name = ""] of theirs.matchAll(/`([a-z-]+)`/g)) {
      const told = otherName(name, CHECK_TYPES);
      const check = /`([a-z_]+)/.exec(told?.words.hint ?? "")?.[1] ?? name;
      if (told !== null) expect([name, named.includes(check)]).toEqual([name, true]);
    }
  }
});
