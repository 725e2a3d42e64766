import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { isJsonObject, type Json, type JsonObject } from "../../src/domain/values/json.ts";
import { parseYaml } from "../../src/suite/sources/yaml-source.ts";
import { DEFAULTED, SHARES } from "../../src/suite/shape/shape-hints.ts";
import { suiteShapeProblems } from "../../src/suite/shape/report-shape.ts";

const CASE = "cases: [{ id: a, expect: [{ contains: x }] }]";

/** What is wrong with the shape of a suite, each as its message and its next step. */
function told(text: string): readonly (readonly [message: string, hint: string | null])[] {
  const parsed = parseYaml(`model: m\nprompt: hi\n${text}`);
  if (!parsed.ok) throw new Error("the row is no YAML");
  return suiteShapeProblems(parsed.source.value).map(({ message, hint }) => [message, hint] as const);
}

test.each<[yaml: string, message: RegExp, hint: RegExp]>([
  [CASE.replace("contains: x", "contains: x, weight: 1e308"), /must be at most 1000000/, /write 1000000/],
  [`${CASE}\ngate: { pass_rate: 95 }`, /must be at most 1/, /write 0\.95 for 95%/],
  [`${CASE}\ngate: { pass_rate: 95% }`, /expected a number/, /as a share: 0\.95/],
  [`${CASE}\ngate: { pass_rate: "0.9" }`, /expected a number/, /without quotes: 0\.9/],
  [
    `${CASE}\ngate: 0.9`,
    /expected text or a map, found the number 0\.9/,
    /^write it as `gate: \{ pass_rate: 0\.9 \}`$/,
  ],
  [`${CASE}\ngate: 90`, /expected text or a map/, /^write it as `gate: \{ pass_rate: 0\.9 \}`$/],
  [`${CASE}\ncompare: prompt`, /expected a map/, /^write it as `compare: \{ by: prompt \}`$/],
  ["cases: [{ id: a, vars: hi, expect: [{ contains: x }] }]", /expected a map/, /^write it as `vars: \{ NAME: hi \}`/],
  [`${CASE}\nlimits: 5`, /expected a map/, /^write a map, `name: value`$/],
  [`${CASE}\ntargets: { t: { command: python3 -u bot.py } }`, /expected a list/, /: \["python3", "-u", "bot\.py"\]$/],
  [`${CASE}\ntargets: { t: { command: "a | b" } }`, /expected a list/, /: \["sh", "-c", "a \| b"\]$/],
  [`${CASE}\nmax_tokens: lots`, /expected a whole number/, /digits alone, or remove the key/],
  [`${CASE}\nlimits: { max_cost_usd: 0 }`, /^must be more than 0, found the number 0$/, /^write what .* no cap$/],
  [`${CASE}\nlimits: { max_cost_usd: -1 }`, /^must be more than 0/, /`--simulate` spends nothing/],
  [`${CASE}\nlimits: { max_cost_usd: 1.0e-13 }`, /^must be at least 1e-12/, /no request fits under less/],
  [`${CASE}\nlimits: { max_cost_usd: lots }`, /expected a number/, /^write digits alone, or remove the key$/],
  [`${CASE}\nlimits: { rpm: 0 }`, /must be at least 1/, /^write 1 or more, or remove the key$/],
  [`${CASE}\nlimits: { concurrency: 0 }`, /must be at least 1/, /or remove the key to have the default$/],
  [`${CASE}\ngate: { max_cost_usd: -1 }`, /must be at least 0/, /^write 0 or more, or remove the key$/],
  [`${CASE}\ntemperature: -1`, /must be at least 0/, /^write 0 or more, or remove the key$/],
  [`${CASE}\ntrials: 0`, /must be at least 1/, /1 or more; `skip: reason`/],
  [`${CASE}\nlimits: { max_cost: 1 }`, /unknown key `max_cost`/, /did you mean `max_cost_usd`/],
  ["cases: [{ file: d.csv, select: { limit: 0 } }]", /must be at least 1/, /remove `limit` to take every row/],
  [
    "cases: [{ id: a, expect: { contains: x } }]",
    /expected a list of checks, found a map/,
    /begin each check with `- `/,
  ],
  ["cases: [{ id: a, expect: x }]", /expected a list or a map/, /`- contains: "x"`/],
  ["cases: [{ id: a, expect: [x] }]", /expected a map or a list/, /`- contains: "x"`/],
  [
    'cases: [{ id: a, expect: ["contains: hi"] }]',
    /found the text "contains: hi"/,
    /^remove the quotes: `- contains: hi`$/,
  ],
  ['cases: [{ id: a, expect: "contains: hi" }]', /expected a list or a map/, /^remove the quotes: `- contains: hi`$/],
  ['cases: [{ id: a, expect: [any_of: ["contains: hi", contains: ho]] }]', /found the text/, /^remove the quotes/],
  ['cases: [{ id: a, expect: ["note: hi"] }]', /expected a map or a list/, /`- contains: "note: hi"`/],
  ["cases: [a]", /expected a map/, /a case is a map/],
  ["cases: { a: { expect: [{ contains: x }] } }", /expected a list, found a map/, /a list of cases/],
  [
    "cases: [{ id: a, expect: [{ similarity: { to: x, metric: cosine, min: 0.5 } }] }]",
    /expected `levenshtein`, .*, found the text "cosine"/,
    /one of these/,
  ],
  ["cases: [{ id: a, expect: [{ regex: x }] }]", /unknown key `regex`/, /did you mean `matches`/],
  ["cases: [{ id: a, expect: [{ contains: { val: x } }] }]", /unknown key `val`/, /did you mean `value`/],
  ["cases: [{ id: a, expect: [{ cost: -1 }] }]", /must be at least 0/, /^write 0 or more$/],
  ["cases: [{ id: a, expect: [{ not: contains }] }]", /expected a map/, /`not: \{ contains: … \}`/],
  ["cases: [{ id: a, expect: [{ length: 5 }] }]", /expected a map/, /max_words/],
  ["cases: [{ id: a, expect: [{ json: yes }] }]", /expected true or false/, /write true/],
  [`${CASE}\ngate: pass_rate > 0.9`, /expected `none`/, /\{ pass_rate: 0\.9 \}/],
])("%s", (yaml, message, hint) => {
  const problems = told(yaml);
  expect(problems).toHaveLength(1);
  expect(problems[0]?.[0]).toMatch(message);
  expect(problems[0]?.[1]).toMatch(hint);
});

test("issue 20: a hint speaks of a default only where the schema has one, and wherever it has", () => {
  const keys = new Set<string>();
  const collect = (node: unknown, key: string): void => {
    if (typeof node !== "object" || node === null) return;
    const { description = "", minimum, exclusiveMinimum } = node as Record<string, unknown>; // a node of our own schema
    const isNumber = minimum !== undefined || exclusiveMinimum !== undefined;
    if (isNumber && /\bdefault\b/i.test(String(description))) keys.add(key);
    for (const [name, child] of Object.entries(node)) if (name !== "checkItem") collect(child, name);
  };
  collect(JSON.parse(readFileSync("schemas/suite.schema.json", "utf8")), "");
  // Without it the rate itself is compared: that is no value of the key.
  keys.delete("confidence");
  expect([...keys].sort()).toEqual([...DEFAULTED].sort());
});

test("11: a number that looks like percent is told so wherever the schema takes a share", () => {
  const schema = JSON.parse(readFileSync("schemas/suite.schema.json", "utf8")) as JsonObject; // our own schema
  const boundOf = (node: JsonObject): unknown =>
    typeof node["$ref"] === "string"
      ? boundOf(member(member(schema, "$defs"), node["$ref"].replace("#/$defs/", "")))
      : (node["maximum"] ?? node["exclusiveMaximum"]);
  const keys = new Set<string>();
  const isShare = (bound: unknown): boolean => typeof bound === "number" && bound > 0 && bound <= 1;
  const collect = (node: Json): void => {
    if (Array.isArray(node)) node.forEach(collect);
    if (!isJsonObject(node)) return;
    for (const [key, child] of Object.entries(member(node, "properties")))
      if (isJsonObject(child) && isShare(boundOf(child))) keys.add(key);
    Object.values(node).forEach(collect);
  };
  collect(schema);
  // Settings of the API: nobody thinks of them in percent.
  for (const setting of ["temperature", "top_p"]) expect(keys.delete(setting)).toBe(true);
  expect(keys).toEqual(new Set(SHARES));
});

function member(node: JsonObject, key: string): JsonObject {
  const found = node[key] ?? null;
  return isJsonObject(found) ? found : {};
}

describe("a temperature of 2 is no percentage", () => {
  test("top_p", () => expect(told(`${CASE}\ntop_p: 2`)[0]?.[1] ?? "").not.toContain("%"));
});

test("what is nested too deeply is told in our words, at its place", () => {
  const parsed = parseYaml(`a: ${"[".repeat(20_000)}${"]".repeat(20_000)}`);
  expect(parsed).toMatchObject({
    ok: false,
    problems: [{ message: expect.stringContaining("nested too deeply") as Json }],
  });
  expect(JSON.stringify(parsed)).not.toContain("call stack");
});
