import { expect, test } from "vitest";
import { liveProject, reportOf } from "../../helpers/live-project.ts";

const SUITE = `name: s
model: claude-haiku-4-5
prompt: "{{ q }}"
gate: { not_worse_than: { margin: 0.5 } }
cases:
  - { id: a, vars: { q: one }, expect: [{ contains: one }] }
  - { id: b, vars: { q: two }, expect: [{ contains: two }] }
`;
const NOTE = /came from bedrock, those of this run from claude: what differs may be the platform/;

test("a baseline of another platform is told, and not pooled; one that does not say its platform is read as ever", async () => {
  const project = await liveProject({ "s.yaml": SUITE });
  const run = ["s.yaml", "--max-cost", "1", "--baseline", "b.json", "--allow-missing-baseline"];
  const first = await project.live([...run, "--reporter", "json"]);
  expect(reportOf(first).run.platform).toBe("claude");
  await project.keyless(["accept", "latest", "--as", "b.json"]);
  const kept = project.read("b.json");
  expect(kept).toContain('"platform": "claude"');

  project.write("b.json", kept.replace('  "platform": "claude",\n', ""));
  const unknown = await project.live(run);
  expect([unknown.exitCode, NOTE.test(unknown.stdout), /platform/.test(unknown.stdout)]).toEqual([0, false, false]);

  project.write("b.json", kept.replace('"platform": "claude"', '"platform": "bedrock"'));
  const other = await project.live(run);
  expect(other.stdout.replaceAll(/\s+/g, " ")).toMatch(NOTE);
  const compared = await project.keyless(["compare", "b.json", "latest"]);
  expect(compared.stdout).toContain("platform: bedrock → claude");
  const pooled = await project.keyless(["accept", "latest", "--as", "b.json"]);
  expect(pooled.stderr + pooled.stdout).toMatch(
    /came from bedrock, those of this run from claude: they are not pooled/,
  );
});
