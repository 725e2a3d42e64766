import { expect, test } from "vitest";
import { loadEnvironment } from "../../../src/cli/arguments/environment.ts";
import { toInvocation } from "../../../src/cli/arguments/invocation.ts";
import { chooseEndpoint } from "../../../src/pipeline/access/endpoint.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

function endpoint(sources: { option?: string; real?: string; file?: string; config?: string }): string {
  const folder = temporaryProject(sources.file === undefined ? {} : { ".env": `ANTHROPIC_BASE_URL=${sources.file}\n` });
  const environment = loadEnvironment(folder, null, { ANTHROPIC_BASE_URL: sources.real });
  if (!environment.ok) throw new Error(environment.message);
  const options = sources.option === undefined ? {} : { baseUrl: sources.option };
  const chosen = chooseEndpoint(
    toInvocation([], options, environment.value, folder),
    sources.config ?? null,
    "/c.yaml",
  );
  return chosen.ok ? chosen.url : chosen.problem.code;
}

test.each([
  [{}, "https://api.anthropic.com"],
  [{ option: "http://proxy.example:8080/x/" }, "http://proxy.example:8080/x"],
  [{ real: "http://proxy.example" }, "http://proxy.example"],
  [{ option: "http://a.example", real: "http://b.example" }, "http://a.example"],
  [{ file: "http://127.0.0.1:9" }, "http://127.0.0.1:9"],
  [{ config: "http://localhost:9" }, "http://localhost:9"],
  [{ config: "https://api.anthropic.com" }, "https://api.anthropic.com"],
  [{ file: "https://evil.example" }, "untrusted-base-url"],
  [{ config: "https://api.anthropic.com.evil.example" }, "untrusted-base-url"],
  [{ config: "https://evil.example", option: "https://ok.example" }, "https://ok.example"],
  [{ option: "ftp://x" }, "bad-base-url"],
  [{ option: "nonsense" }, "bad-base-url"],
  [{ real: "http://a.example/x?token=SECRET" }, "bad-base-url"],
  [{ file: "http://127.0.0.1:9?" }, "bad-base-url"],
  [{ config: "http://localhost:9/#part" }, "bad-base-url"],
])("%j goes to %s", (sources, url) => expect(endpoint(sources)).toBe(url));

test.each(["https://a.example/x?token=SECRET", "https://a.example#SECRET", "https://a.example/?"])(
  "attack 8: --base-url has neither query nor fragment, and what stands there is not shown: %s",
  (option) => {
    const told = (): string => endpoint({ option });
    expect(told).toThrow(/behind https:\/\/a\.example/);
    expect(told).not.toThrow(/SECRET/);
  },
);

test("attack 8: nor has the base URL of the environment, and what stands there is not shown", () => {
  const invocation = toInvocation([], {}, { values: {}, fromFile: new Set() }, "/");
  const baseUrl = "https://a.example/x?token=SECRET";
  const chosen = chooseEndpoint({ ...invocation, baseUrl }, null, null);
  expect(chosen).toMatchObject({ ok: false, problem: { code: "bad-base-url" } });
  expect(JSON.stringify(chosen)).not.toContain("SECRET");
});
