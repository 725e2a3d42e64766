import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createMask } from "../../../src/base/mask.ts";
import { acceptRun } from "../../../src/pipeline/commands/accept-run.ts";
import { runSuite } from "../../helpers/run-suite.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const GATE = "gate: { not_worse_than: { margin: 0.1 } }";

function suite(name: string, rest: string, said = "simulate: yes"): string {
  return `name: ${name}
model: claude-haiku-5-5
prompt: "Say {{ m }}"
expect: [{ contains: yes }]
cases:
  - { id: a, vars: { m: a }, ${said} }
  - { id: b, vars: { m: b }, simulate: yes }
${rest}
`;
}

const ERROR = "simulate: { error: { status: 400, message: no } }";

async function reasons(files: Record<string, string>, changes: Parameters<typeof runSuite>[1] = {}) {
  const cwd = temporaryProject(files);
  const { head } = await runSuite(cwd, changes);
  return { cwd, id: head.run.id, reasons: head.suites.map(({ gate }) => gate.rules.map(({ reason }) => reason)) };
}

test.each([
  ["beside the suite", { "baselines/s.json": "{}" }, "--baseline baselines/"],
  ["of another suite alone", { "baselines/other.json": "{}" }, null],
])("finding 7: a baseline that is there is named first: %s", async (_, files, named) => {
  const { reasons: found } = await reasons({ "suite.yaml": suite("s", GATE), ...files });
  const [[reason = ""] = []] = found;
  if (named === null) expect(reason).toMatch(/^there is no baseline yet: --baseline is not given; `prompt-run accept/);
  else expect(reason).toBe(`--baseline is not given: name the baseline, \`${named}\``);
});

test.each([
  ["all answers", "simulate: yes", / makes it of this run, to be named with `--baseline FILE`$/],
  ["an answer is missing", ERROR, /^there is no baseline yet: [^;]*; a run with all answers and verdicts makes it$/],
])("finding 8: accept is offered where it works: %s", async (_, said, expected) => {
  const { reasons: found } = await reasons({ "suite.yaml": suite("s", GATE, said) });
  expect(found[0]?.[0]).toMatch(expected);
});

test("finding 8: of a run of several suites a folder is offered, and takes those that can become a baseline", async () => {
  const cwd = temporaryProject({ "suite.yaml": suite("s", GATE), "other.yaml": suite("other", "", ERROR) });
  mkdirSync(join(cwd, "base"));
  writeFileSync(join(cwd, "base/README.md"), "baselines of main");
  const { head } = await runSuite(cwd, { suites: ["suite.yaml", "other.yaml"], baseline: "base" });
  const offered = head.suites[0]?.gate.rules.map(({ reason }) => reason).join(" ") ?? "";
  expect(offered).toContain("--as base/`");
  const request = { as: "base/", cwd, mask: createMask([]), guard: () => null };
  const accepted = await acceptRun(head.run.id, join(cwd, ".prompt-run"), request);
  expect(accepted.status === "accepted" && accepted.lines.join("\n")).toContain("warning: other is not taken: ");
  expect(readdirSync(join(cwd, "base")).toSorted()).toEqual(["README.md", "s.json"]);
  const alone = await acceptRun(head.run.id, join(cwd, ".prompt-run"), { ...request, as: "one.json" });
  expect(alone).toMatchObject({ status: "refused" });
});

test("finding 8: a run of which no suite can become a baseline is refused, in words of the docs", async () => {
  const { cwd, id } = await reasons({ "suite.yaml": suite("s", "", ERROR) });
  const request = { as: "base/", cwd, mask: createMask([]), guard: () => null };
  const refused = await acceptRun(id, join(cwd, ".prompt-run"), request);
  expect(refused).toMatchObject({ status: "refused", message: expect.stringContaining("its gate is incomplete: ") });
  expect(JSON.stringify(refused)).not.toMatch(/all_pass|In figures/);
});
