import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../src/domain/values/json.ts";
import type { TemplateResult } from "../../src/plan/templates/compiled-template.ts";
import { compileLiquid } from "../../src/plan/templates/liquid.ts";
import { compilePlain } from "../../src/plan/templates/plain-template.ts";
import { compileTemplate } from "../../src/plan/templates/template.ts";
import { times } from "../helpers/soak.ts";
import { anyCharacter } from "../helpers/texts/any-character.ts";

const scope: JsonObject = {
  name: "Ada",
  n: -0,
  big: 1e21,
  small: 0.1,
  list: ["a", "b"],
  maps: [{ k: 1 }, { k: 2 }],
  mixed: ["a", null],
  map: { key: "v", size: 7, first: "f", 3: "three" },
  bare: {},
  nothing: null,
  digits: "007",
  "first-name": "Bob",
  "First Name": "Eve",
  "a.b": "dotted",
  not: "kept",
  顧客: "佐藤",
  reply: 'Sure:\n```json\n{"n": [1, 2]}\n```\n',
  broken: "no JSON",
  size: "L",
};

async function render(text: string, typed = false, data: JsonObject = scope): Promise<TemplateResult> {
  const compiled = await compileTemplate(text);
  return "render" in compiled ? compiled.render(data, { typed }) : { status: "failed", problems: compiled };
}

test.each([
  ["{{ n }} {{ big }} {{ small }}", "0 1e+21 0.1"],
  ["{{ digits }}", "007"],
  ["{{ list.size }}{{ name.size }}{{ list.first }}{{ list.last }}{{ list.1 }}", "23abb"],
  ["{{ list[-1] }}", "b"],
  ["{{ map.size }}{{ map.first }}{{ map[3] }}{{ size }}", "7fthreeL"],
  ["{{ first-name }}", "Bob"],
  ['{{ ["First Name"] }}{{ ["a.b"] }}{{ ["not"] }}', "Evedottedkept"],
  ["{{ 顧客 }}様", "佐藤様"],
  ["a\n {{- name -}} \nb {{name}}", "aAdab Ada"],
  ["{% assign x = name | upcase %}{{ x }}", "ADA"],
  ["{% for i in list %}{{ forloop.index }}{{ i }}{% unless forloop.last %},{% endunless %}{% endfor %}", "1a,2b"],
  ["{% for m in maps %}{{ m.k }}{% endfor %}", "12"],
  ['{% assign big = maps | where_exp: "m", "m.k > 1" %}{{ big[0].k }}', "2"],
  ['{{ maps | map: "k" | join: "-" }}', "1-2"],
  ["{% case name %}{% when 'Ada' %}x{% else %}y{% endcase %}", "x"],
  ["{% if missing.deep.down %}x{% elsif missing %}y{% else %}z{% endif %}{% unless missing %}!{% endunless %}", "z!"],
  ['{{ missing.deep | default: "d" }}{{ nothing | default: "e" }}', "de"],
  ['{{ "2026-01-31" | date: "%d %B %Y" }}', "31 January 2026"],
  ['{{ "2026-01-31 23:30" | date: "%H:%M" }}{{ 0 | date: "%Y" }}', "23:301970"],
  ["{% assign r = reply | parse_json %}{{ r.n | json }}", "[1,2]"],
  ["{{ name | raw }}", "Ada"],
  ['{{ digits | plus: "1" }}{{ 7 | divided_by: 2, true }}{{ 2.345 | round: 2 }}', "832.35"],
  ['{% if not missing and name contains "d" %}x{% endif %}', "x"],
  ["}} { } {{ name }} }", "}} { } Ada }"],
  ['{"a": {{ n }}}', '{"a": 0}'],
  ["", ""],
])("%j renders as %j", async (text, value) => {
  expect(await render(text)).toEqual({ status: "rendered", value });
});

test.each([
  // Nothing is dropped or invented in silence.
  ["{{ first name }}", "template-error"],
  ["{{ name, n }}", "template-error"],
  ["{{ nil }}", "unprintable-value"],
  ["{{ not }}", "template-error"],
  ["{{{ name }}}", "template-error"],
  ["{{ }}", "template-error"],
  ["{{ name[0] }}", "undefined-variable"],
  ["{{ name.length }}", "undefined-variable"],
  ["{{ bare.size }}", "undefined-variable"],
  ["{{ list.length }}", "undefined-variable"],
  ["{{ map.__proto__ }}", "undefined-variable"],
  ["{% assign x = missing %}", "undefined-variable"],
  ["{% case missing %}{% when 1 %}{% else %}y{% endcase %}", "undefined-variable"],
  ["{% for x in missing %}{% endfor %}", "undefined-variable"],
  ["{% for x in list %}{{ y }}{% endfor %}", "undefined-variable"],
  ["{{ name | append: missing }}", "undefined-variable"],
  ["{{ nothing | upcase }}", "template-error"],
  ["{{ list | append: 'x' }}", "template-error"],
  ["{{ name | append: nothing }}", "template-error"],
  ["{{ mixed | join }}", "template-error"],
  ["{{ maps | join }}", "template-error"],
  ["{{ name | join }}", "template-error"],
  ["{{ name | plus: 1 }}", "template-error"],
  ["{{ nothing | times: 2 }}", "template-error"],
  ["{% if first name %}{% endif %}", "template-error"],
  ["{% assign x = list map %}", "template-error"],
  ["{{ name | upcase downcase }}", "template-error"],
  ['{{ list | join: ", " name }}', "template-error"],
  ["{{ 1 | divided_by: 0 }}", "unprintable-value"],
  ["{% echo nothing %}", "unprintable-value"],
  ["{% cycle list, nothing %}", "unprintable-value"],
  // The same prompt every day, on every machine.
  ["{{ 'now' | date: '%Y' }}", "template-error"],
  ["{{ 'today' | date_to_string }}", "template-error"],
  ["{{ 'July 4' | date: '%Y' }}", "template-error"],
  ["{{ list | sample }}", "template-error"],
  // Nothing writes, includes or runs away.
  ["{% increment name %}", "template-error"],
  ["{% decrement name %}", "template-error"],
  ["{% tablerow x in list %}{% endtablerow %}", "template-error"],
  ["{% layout 'x' %}", "template-error"],
  ["{% for i in (1..1000000000) %}{% endfor %}", "template-error"],
  ["{{ broken | parse_json }}", "template-error"],
  ["{{ list | parse_json }}", "template-error"],
])("%j is a problem", async (text, code) => {
  const result = await render(text);
  expect(result).toMatchObject({ status: "failed", problems: [{ code, line: 1 }] });
  expect(result.status === "failed" && result.problems.every(({ hint }) => hint !== null)).toBe(true);
});

test.each([
  ["{{ nothing }}", null],
  ["{{- list -}}", ["a", "b"]],
  ["{{ map['key'] }}", "v"],
  ["{{ reply | parse_json }}", { n: [1, 2] }],
  ["{{ n }}{{ n }}", "00"],
  [" {{ list.size }}", " 2"],
  ["{{ list.size }}", 2],
  ["{{ missing | default: false }}", false],
] as [string, Json][])("%j keeps its type where one is wanted", async (text, value) => {
  expect(await render(text, true)).toEqual({ status: "rendered", value });
});

test.each([
  ["{{ broken | parse_json }}", "template-error"],
  ["{{ missing | json }}", "undefined-variable"],
  ["{{ nothing | upcase }}", "template-error"],
])("a typed %j is a problem too, not a crash", async (text, code) => {
  expect(await render(text, true)).toMatchObject({
    status: "failed",
    problems: [{ code, line: 1, column: expect.any(Number) }],
  });
});

test.each([
  ["{{ map.kee }}", 1, 4, "did you mean `key`?"],
  ["x\n  {{ nam }}", 2, 6, "did you mean `name`?"],
  ["x\n  {{ nam | upcase }}", 2, 6, "did you mean `name`?"],
  ["{% for entry in list %}\n{{ entri | upcase }}{% endfor %}", 2, 4, "did you mean `entry`?"],
])("%j points at the name and offers the nearest", async (text, line, column, hint) => {
  const result = await render(text);
  expect(result).toMatchObject({ problems: [{ code: "undefined-variable", line, column, hint }] });
});

test.each([
  ["{{ a }} {{ b.c }} {{ a }}", ["a", "b"]],
  ["{% for x in rows %}{{ x.y }}{{ z }}{% endfor %}", ["rows", "z"]],
  ["{% assign q = p %}{{ q }}", ["p"]],
  ["none", []],
])("%j names its variables", async (text, variables) => {
  const compiled = await compileTemplate(text);
  expect("render" in compiled && [...compiled.variables].sort()).toEqual(variables);
});

test("a scope is never written to, nor a rendering's variables kept", async () => {
  const data = Object.freeze({ list: Object.freeze(["b", "a"]) });
  const text = "{% assign mine = list | sort %}{{ mine | join }}{% capture kept %}x{% endcapture %}";
  expect(await render(text, false, data)).toEqual({ status: "rendered", value: "a b" });
  expect(await render("{% if kept %}kept{% endif %}{% if mine %}mine{% endif %}", false, data)).toMatchObject({
    value: "",
  });
});

describe("data is data", () => {
  test("any text is printed byte for byte, braces and all", async () => {
    const compiled = await compileTemplate("<{{ a }}|{{ a | default: 'x' }}>");
    if (!("render" in compiled)) throw new Error("it compiles");
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, minLength: 1 }), (a) => {
        expect(compiled.render({ a }, { typed: false })).toEqual({ status: "rendered", value: `<${a}|${a}>` });
      }),
    );
    const braces = "{{ a }}{% if %}{{";
    expect(compiled.render({ a: braces }, { typed: false })).toMatchObject({ value: `<${braces}|${braces}>` });
  });

  test("text without braces is itself", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: anyCharacter }).filter((text) => !/\{[{%]/.test(text)),
        (text) => {
          expect(compilePlain(text)?.render({}, { typed: false })).toEqual({ status: "rendered", value: text });
        },
      ),
    );
  });
});

test("plain placeholders say what Liquid says, problems and places included", () => {
  const leaf = fc.oneof(
    fc.string(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(fc.integer(), { maxLength: 2 }),
  );
  const inner = fc.record({ c: leaf, size: leaf, "d e": leaf, first: leaf }, { requiredKeys: [] });
  const scopes = fc.record(
    { a: fc.oneof(leaf, inner, fc.array(inner, { maxLength: 2 })), b: inner, "x-y": leaf, 名前: leaf },
    { requiredKeys: [] },
  );
  const pieces = fc.constantFrom(
    ..."{{ a }}|{{b.c}}|{{ b }}|{{ a[0] }}|{{ a.size }}|{{ a.first }}|{{ b.size }}|{{a.last}}|{{ x-y }}|{{ 名前 }}".split(
      "|",
    ),
    ...'{{ b["d e"] }}|{{ a[0].c }}|{{ zzz }}|{{\n a\t}}| text\n|é 日本 |}|{|}}|%}|-'.split("|"),
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 4 }), scopes, fc.boolean(), (parts, data, typed) => {
      const text = parts.join("");
      const plain = compilePlain(text);
      if (plain === null) return;
      const liquid = compileLiquid(text);
      if (!("render" in liquid)) throw new Error(`Liquid does not understand ${JSON.stringify(text)}`);
      expect(liquid.variables.length).toBe(plain.variables.length);
      const json = JSON.parse(JSON.stringify(data)) as JsonObject;
      const fast = plain.render(json, { typed });
      const slow = liquid.render(json, { typed });
      if (fast.status === "rendered") expect(fast).toEqual(slow);
      else
        expect(slow).toMatchObject({
          status: "failed",
          problems: [
            {
              code: fast.problems[0]?.code,
              message: fast.problems[0]?.message,
              hint: fast.problems[0]?.hint,
              line: fast.problems[0]?.line,
            },
          ],
        });
    }),
    { numRuns: times({ small: 600, long: 30_000 }) },
  );
});

test.each([
  "{{ a-}}",
  "{{-a }}",
  "{{{ a }}}",
  "{{ a | b }}",
  "{% if a %}",
  "{{ nil }}",
  "{{ 'a' }}",
  "{{ a",
  "{{ a.b c }}",
  "{{ or }}",
])("%j is left to Liquid", (text) => expect(compilePlain(text)).toBeNull());
