import { createServer } from "node:net";
import { expect, test } from "vitest";
import { runCli } from "../../helpers/run-cli.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

/** A port at which nobody listens. */
async function deadPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

test.each([6, 1])(
  "22: where nobody answers at the endpoint, the end says that, and no trial was interrupted: %i cases",
  async (count) => {
    const cases = Array.from({ length: count }, (_, index) => ({ id: `c${index}`, vars: { n: index } }));
    const cwd = temporaryProject({
      "s.yaml": JSON.stringify({
        model: "claude-haiku-5-5",
        prompt: "hi {{ n }}",
        cases,
        expect: [{ contains: "x" }],
        limits: { concurrency: 1, max_attempts: 1 },
      }),
    });
    const url = `http://127.0.0.1:${await deadPort()}`;
    const args = ["s.yaml", "--base-url", url, "--max-cost", "1"];
    const { exitCode, stdout, stderr } = await runCli(args, { cwd, env: { ANTHROPIC_API_KEY: "a-key-for-tests" } });
    const told = stdout.replaceAll(/\s+/g, " ");
    expect(exitCode).toBe(2);
    expect(told).toContain("exit 2: the endpoint could not be reached");
    expect(told).toMatch(
      /(6 of 6 trials have|1 of 1 trial has) no answer: the endpoint could not be reached \(\d errored(, \d not run)?\)/,
    );
    expect(told).toContain("no answer from 127.0.0.1");
    expect(told).not.toContain("interrupted");
    expect(stderr).toContain("(ECONNREFUSED); look at the network, a proxy, or --base-url");
  },
);
