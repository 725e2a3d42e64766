import { expect, test } from "vitest";
import { runCli } from "../../helpers/run-cli.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const HASH = /[0-9a-f]{12}/;

test("cases without an id are called by their place and by what they ask, in the terminal and in Markdown", async () => {
  const suite = {
    name: "s",
    models: [
      { id: "claude-haiku-4-5", label: "old" },
      { id: "claude-sonnet-4-6", label: "new" },
    ],
    prompt: "Answer: {{ q }}",
    compare: { by: "none" },
    gate: "none",
    cases: [{ file: "t.csv", expect: [{ equals: "{{ want }}" }], simulate: { old: "{{ want }}", new: "{{ got }}" } }],
  };
  const rows = ["q,want,got", "I want my money back,refunds,billing", "Where is my parcel,shipping,shipping"];
  const cwd = temporaryProject({ "s.yaml": JSON.stringify(suite), "t.csv": `${rows.join("\n")}\n` });
  await runCli(["s.yaml", "--simulate"], { cwd });
  const table = await runCli(["compare", "latest", "old", "new"], { cwd });
  expect(table.stdout).toMatch(/t\.csv:2 {2}I want my money back/);
  expect(table.stdout.replace(/\d{8}-\d{6}-\w+/g, "")).not.toMatch(HASH);
  const markdown = await runCli(["compare", "latest", "old", "new", "--reporter", "markdown"], { cwd });
  expect(markdown.stdout).toMatch(/t\.csv:2.*I want my money back/);
});
