import { expect, test } from "vitest";
import { checkSuites } from "../../../src/pipeline/passes/check-suites.ts";
import { invocationOf } from "../../helpers/invocation.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const AT_MS = Date.parse("2026-11-28T12:00:00Z");
const URL_OK = "http://127.0.0.1:9/chat";

/** Problems of a suite with one target, as `where: what`. */
async function told(target: object, vars: object = { message: "hi" }): Promise<string[]> {
  const cases = [{ id: "a", vars, expect: [{ contains: "a" }] }];
  const suite = { name: "s", targets: { bot: target }, input: "{{ message }}", gate: "none", cases };
  const cwd = temporaryProject({ "s.yaml": JSON.stringify(suite) });
  const checked = await checkSuites(invocationOf(cwd, { suites: ["s.yaml"], mode: "simulate" }), AT_MS);
  await checked.close();
  return checked.errors.map(({ place, message, code }) => {
    return `${place.kind === "node" ? place.pointer.slice(2).join(".") : place.kind}: ${code} ${message}`;
  });
}

test.each<[name: string, target: object, problem: RegExp]>([
  ["a URL without a host", { http: { url: "chat" } }, /^http\.url: bad-target its URL begins with http/],
  ["a host from a value", { http: { url: "http://{{ host }}/x" } }, /^http\.url: .*written out/],
  ["tags in a URL", { http: { url: `${URL_OK}{% if a %}x{% endif %}` } }, /^http\.url: .*no tags/],
  ["a variable that a URL lacks", { http: { url: `${URL_OK}/{{ mesage }}` } }, /^http\.url: .*mesage/],
  [
    "a filter that is not there",
    { http: { url: URL_OK, body: { q: "{{ message | shout }}" } } },
    /^http\.body: .*shout/,
  ],
  [
    "a variable that a header lacks",
    { http: { url: URL_OK, headers: { "x-a": "{{ who }}" } } },
    /^http\.headers\.x-a: .*who/,
  ],
  ["half a JSON body", { http: { url: URL_OK, body: '{"q": ' } }, /^http: .*begins like JSON and is none/],
  ["a path that is none", { http: { url: URL_OK }, output: "$.[" }, /^output: bad-target `\$\.\[` is /],
  ["another path", { http: { url: URL_OK }, tool_calls: "steps" }, /^tool_calls: /],
  [
    "an address that cannot be asked",
    { http: { url: URL_OK }, start: { command: ["node"], ready: "127.0.0.1:9/health" } },
    /^start\.ready: .*no http\(s\) URL/,
  ],
  [
    "several of a service that is started once",
    { http: { url: URL_OK }, workers: 2, start: { command: ["node"], ready: URL_OK } },
    /^workers: bad-target `start` starts bot once/,
  ],
])("a service is checked before it is asked: %s", async (_, target, problem) => {
  expect(await told(target)).toEqual([expect.stringMatching(problem)]);
});

test.each<[name: string, target: object]>([
  [
    "what is known at its turn",
    { http: { url: `${URL_OK}/{{ session }}/{{ turn }}`, body: { m: "{{ messages | json }}" } } },
  ],
  ["a filter over what was said", { http: { url: URL_OK, body: { n: "{{ input | plus: 1 }}" } } }],
  ["the meter's address", { http: { url: URL_OK, body: { base: "{{ base_url }}", key: "{{ api_key }}" } } }],
  ["a header of the environment", { http: { url: URL_OK, headers: { "x-a": { env: "TEAM" } } } }],
  [
    "paths",
    { http: { url: URL_OK }, output: "$.reply", tool_calls: "$..steps[*]", usage: "$.usage", error: "$.error" },
  ],
])("and what is right draws nothing: %s", async (_, target) => {
  expect(await told(target)).toEqual([]);
});

test.each([".*", "(?s).+", "[\\s\\S]", "."])(
  "a pattern of the meter that leaves nothing is told: %s",
  async (pattern) => {
    const warnings = await warningsOf({ ignore: ['"today": "[^"]*"', pattern] });
    expect(warnings).toEqual(["ignores-all meter.ignore.1"]);
  },
);
test.each(['"today": "[^"]*"', "cwd: .*", "\\d{4}-\\d{2}-\\d{2}", "\\s+"])(
  "and one that leaves something is not: %s",
  async (pattern) => {
    expect(await warningsOf({ ignore: [pattern] })).toEqual([]);
  },
);

async function warningsOf(meter: object): Promise<string[]> {
  const cases = [{ id: "a", vars: { message: "hi" }, expect: [{ contains: "a" }] }];
  const targets = { bot: { http: { url: URL_OK } } };
  const suite = { name: "s", targets, input: "{{ message }}", gate: "none", cases, meter };
  const cwd = temporaryProject({ "s.yaml": JSON.stringify(suite) });
  const checked = await checkSuites(invocationOf(cwd, { suites: ["s.yaml"], mode: "simulate" }), AT_MS);
  await checked.close();
  return checked.warnings.map(({ place, code }) => `${code} ${place.kind === "node" ? place.pointer.join(".") : ""}`);
}
