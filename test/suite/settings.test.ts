import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson } from "../../src/base/canonical-json.ts";
import type { JsonObject } from "../../src/domain/values/json.ts";
import type { Place } from "../../src/domain/values/problem.ts";
import { mergeJson, mergeSettings } from "../../src/suite/resolve/settings.ts";

const place = (): Place => ({ kind: "environment" });

function bodyOf(...layers: readonly JsonObject[]): JsonObject {
  return mergeSettings(layers.map((values) => ({ values, place }))).body;
}

const SCHEMA: JsonObject = {
  type: "object",
  properties: { a: { const: null }, b: { default: null }, c: { enum: [null, 1] } },
};

describe("api D3: a null that nothing lies below is a value", () => {
  test.each<readonly [string, readonly JsonObject[], JsonObject]>([
    [
      "in an output schema",
      [{ output_config: { format: { type: "json_schema", schema: SCHEMA } } }],
      { output_config: { format: { type: "json_schema", schema: SCHEMA } } },
    ],
    [
      "in an output schema over another",
      [
        { output_config: { format: { schema: { properties: { a: { const: 1 } } } } } },
        { output_config: { format: { schema: SCHEMA } } },
      ],
      { output_config: { format: { schema: SCHEMA } } },
    ],
    [
      "in a schema of the old form, by request",
      [{ request: { output_format: { type: "json_schema", schema: SCHEMA } } }],
      { output_format: { type: "json_schema", schema: SCHEMA } },
    ],
    [
      "in a tool",
      [{ tools: [{ name: "f", input_schema: SCHEMA, input_examples: [{ a: null }] }] }],
      { tools: [{ name: "f", input_schema: SCHEMA, input_examples: [{ a: null }] }] },
    ],
    [
      "in a field of request",
      [{ request: { diagnostics: { previous_message_id: null } } }],
      { diagnostics: { previous_message_id: null } },
    ],
    [
      "said twice",
      [
        { request: { diagnostics: { previous_message_id: null } } },
        { request: { diagnostics: { previous_message_id: null } } },
      ],
      { diagnostics: { previous_message_id: null } },
    ],
    ["a whole field of request", [{ request: { container: null } }], { container: null }],
    [
      "in a map",
      [{ thinking: { type: "adaptive", display: null } }],
      { thinking: { type: "adaptive", display: null } },
    ],
    [
      "under a name of the language's own",
      [{ request: { x: JSON.parse('{"__proto__":null,"a":1}') as JsonObject } }],
      { x: JSON.parse('{"__proto__":null,"a":1}') as JsonObject },
    ],
  ])("%s", (_name, layers, body) => {
    expect(canonicalJson(bodyOf(...layers))).toBe(canonicalJson({ max_tokens: 4096, ...body }));
  });

  test.each<readonly [string, readonly JsonObject[], JsonObject]>([
    ["a setting", [{ top_k: 3 }, { top_k: null }], {}],
    ["a setting that nobody has said", [{ top_k: null }], {}],
    [
      "a member of a map",
      [{ thinking: { type: "adaptive", display: "omitted" } }, { thinking: { display: null } }],
      { thinking: { type: "adaptive" } },
    ],
    ["a member of request", [{ request: { container: "c" } }, { request: { container: null } }], {}],
    ["the whole of request", [{ request: { container: "c" } }, { request: null }], {}],
    [
      "a whole schema",
      [{ output_config: { effort: "low", format: { schema: SCHEMA } } }, { output_config: { format: null } }],
      { output_config: { effort: "low" } },
    ],
  ])("but it removes what a lower layer has said: %s", (_name, layers, body) => {
    expect(bodyOf(...layers)).toEqual({ max_tokens: 4096, ...body });
  });

  test("over nothing, every JSON map stays as it is", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (map) => {
        const written = JSON.parse(JSON.stringify(map)) as JsonObject;
        expect(mergeJson({}, written)).toEqual(written);
      }),
    );
  });

  test("a header that is null is none", () => {
    const layers = [
      { values: { headers: { a: "1", b: null } }, place },
      { values: { headers: { a: null } }, place },
    ];
    expect(mergeSettings(layers).headers).toEqual({});
  });
});
