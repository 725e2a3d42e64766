import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileLiquid } from "../../src/plan/templates/liquid.ts";
import { compilePlain } from "../../src/plan/templates/plain-template.ts";
import type { TemplateResult } from "../../src/plan/templates/compiled-template.ts";
import { compileTemplate } from "../../src/plan/templates/template.ts";
import type { JsonObject } from "../../src/domain/values/json.ts";

async function render(text: string, scope: JsonObject, typed = false): Promise<TemplateResult> {
  const compiled = await compileTemplate(text);
  return "render" in compiled ? compiled.render(scope, { typed }) : { status: "failed", problems: compiled };
}

const scope = {
  name: "Ada",
  n: 3,
  yes: true,
  list: ["a", "b"],
  map: { key: "v", "odd key": 1 },
  empty_text: "",
  braces: "{{ name }} {% if %}",
  nothing: null,
  "First Name": "Bob",
};

test.each([
  ["Hello {{ name }}!", "Hello Ada!"],
  ["  {{name}}\n\n  indented\n", "  Ada\n\n  indented\n"],
  ["{{ n }} {{ yes }} {{ list[1] }} {{ map.key }}", "3 true b v"],
  ["{{ braces }}", "{{ name }} {% if %}"],
  ['{{ list | join: ", " }}', "a, b"],
  ["{{ map | json }}", '{"key":"v","odd key":1}'],
  ["{% if missing %}x{% else %}y{% endif %}", "y"],
  ['{{ missing | default: "z" }}', "z"],
  ["{% for x in list %}[{{ x }}]{% endfor %}", "[a][b]"],
  ['{{ map["odd key"] }}', "1"],
  ["{{ list | size }}{{ name.size }}", "23"],
  ["<b>{{ name | append: '&' }}</b>", "<b>Ada&</b>"],
  ['{"a": {"b": 1}}', '{"a": {"b": 1}}'],
  ["{% raw %}{{ x }}{% endraw %}", "{{ x }}"],
])("%j renders", async (text, expected) => {
  expect(await render(text, scope)).toEqual({ status: "rendered", value: expected });
});

test.each([
  ["{{ nam }}", "undefined-variable", 1],
  ["a\n{{ map.kee }}", "undefined-variable", 2],
  ["{{ list[7] }}", "undefined-variable", 1],
  ["{{ toString }}", "undefined-variable", 1],
  ["{{ map.constructor }}", "undefined-variable", 1],
  ["{{ nothing }}", "unprintable-value", 1],
  ["{{ list }}", "unprintable-value", 1],
  ["{{ map }}", "unprintable-value", 1],
  ["x\n\n{{ map | raw }}", "unprintable-value", 3],
  ["{{ name | nofilter }}", "template-error", 1],
  ["{% include 'x' %}", "template-error", 1],
  ["{% render 'x' %}", "template-error", 1],
  ["{{ name", "template-error", 1],
  ["{% for i in (1..100000000) %}x{% endfor %}", "template-error", 1],
])("%j is a problem", async (text, code, line) => {
  const result = await render(text, scope);
  expect(result.status === "failed" && result.problems[0]).toMatchObject({ code, line });
});

test.each([
  ["{% if name %}x", "end it with `{% endif %}`"],
  ["{%- for i in list %}x", "end it with `{% endfor %}`"],
  ["{{ name", "close it with `}}`"],
  ["{{ reply }}", "from the next turn on"],
  ["{{ replies[0] }}", "from the next turn on"],
])("the next step for %j", async (text, hint) => {
  const result = await render(text, scope);
  expect(result.status === "failed" && result.problems[0]?.hint).toContain(hint);
});

test("a problem names the nearest variable", async () => {
  const result = await render("{{ nam }}", scope);
  expect(result).toMatchObject({
    problems: [{ message: "the variable `nam` is not defined", hint: "did you mean `name`?" }],
  });
});

test.each([
  ["{{ list }}", ["a", "b"]],
  ["{{ n }}", 3],
  ["{{ nothing }}", null],
  ["{{ list | reverse }}", ["b", "a"]],
  ["{{ n }} ", "3 "],
  ['{{ "[1,2]" | parse_json }}', [1, 2]],
])("%j keeps its type where one is wanted", async (text, value) => {
  expect(await render(text, scope, true)).toEqual({ status: "rendered", value });
});

describe("the fast path", () => {
  test.each(["{{ a | b }}", "{{- a }}", "{% if a %}{% endif %}", "{{ a? }}", "{{ true }}", "{{ 'a' }}", "{{ a"])(
    "%j is left to Liquid",
    (text) => expect(compilePlain(text)).toBeNull(),
  );

  test("says what Liquid says", () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.string()));
    const scopes = fc.record({ a: value, b: fc.record({ c: value }) }, { requiredKeys: [] });
    const piece = fc.constantFrom("{{ a }}", "{{b.c}}", "{{ b }}", "{{ a[0] }}", "{{ z }}", " text\n", "é 日本 ");
    fc.assert(
      fc.property(fc.array(piece), scopes, fc.boolean(), (pieces, data, typed) => {
        const text = pieces.join("");
        const plain = compilePlain(text);
        const liquid = compileLiquid(text);
        if (plain === null || !("render" in liquid)) throw new Error("both understand plain templates");
        // fast-check's records are JSON objects.
        const [fast, slow] = [plain, liquid].map((template) => template.render(data as JsonObject, { typed }));
        expect(fast?.status).toBe(slow?.status);
        if (fast?.status === "rendered") expect(fast).toEqual(slow);
      }),
      { numRuns: 500 },
    );
  });
});
