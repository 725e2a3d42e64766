import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryProject } from "./helpers/temporary-folder.ts";

const ROOT = join(import.meta.dirname, "..");

/** A project that has the built package installed. */
function consumer(source: string): string {
  const folder = temporaryProject({ "package.json": '{ "type": "module" }', "use.mts": source });
  mkdirSync(join(folder, "node_modules/@prompt-run"), { recursive: true });
  symlinkSync(ROOT, join(folder, "node_modules/@prompt-run/cli"));
  return folder;
}

test("the package checks suites from a program", () => {
  const folder = consumer("");
  writeFileSync(join(folder, "suite.yaml"), "model: claude-haiku-5-5\nprompt: hi\nkases: []\n");
  const program = `
    import { checkSuites, NO_NAMED_VALUES, NO_OVERRIDES } from "@prompt-run/cli";
    const invocation = { cwd: process.cwd(), store: ".prompt-run", suites: ["suite.yaml"], overrides: NO_OVERRIDES, cases: [], tags: [], mode: "simulate",
      record: false, seed: 0, concurrency: null, maxCostUsd: null, failFast: false, strict: false, failOnInconclusive: false, sequential: false,
      baseline: null, allowMissingBaseline: false, allowOutside: false, baseUrl: null, untrustedBaseUrl: null, credential: null, secrets: [],
      named: NO_NAMED_VALUES };
    const checked = await checkSuites(invocation, Date.now());
    console.log(checked.errors.map(({ code }) => code).join());
    await checked.close();`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
    cwd: folder,
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  expect(stdout).toContain("unknown-key");
});
