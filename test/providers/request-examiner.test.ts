import fc from "fast-check";
import { expect, test } from "vitest";
import type { Json, JsonObject } from "../../src/domain/values/json.ts";
import { examineRequest, type RequestFindings } from "../../src/providers/simulator/rules/check-request.ts";
import { RequestExaminer } from "../../src/providers/simulator/rules/request-examiner.ts";
import { times } from "../helpers/soak.ts";

const ORIGIN = { version: "2023-06-01", betas: [], place: "messages" } as const;

function examine(body: JsonObject): RequestFindings {
  return examineRequest(body, ORIGIN);
}

const CACHE: Json = { type: "ephemeral" };
const TOOLS: Json = [{ name: "look", input_schema: { type: "object" } }];

const text = fc.constantFrom("a", "b c", "", " ", "\n", "end ", "\ud800", "x\udc00", "😀", " c", "\u00a0", "\u200b");
const textBlock = fc.record(
  { type: fc.constant("text"), text, cache_control: fc.constantFrom(CACHE, { type: "ephemeral", ttl: "2h" }) },
  { requiredKeys: ["type", "text"] },
);
const otherBlock = fc.constantFrom<Json>(
  { type: "image", source: { type: "url", url: "https://example.com/a.png" } },
  { type: "tool_use", id: "t", name: "look", input: {} },
  { type: "tool_result", tool_use_id: "t", content: "x" },
  { type: "tool_result", tool_use_id: "t", content: [{ type: "text", text: " " }] },
  { type: "thinking", thinking: "x", signature: "y" },
  { text: "a" },
  "no block",
);
const content = fc.oneof(
  { weight: 3, arbitrary: text },
  { weight: 3, arbitrary: fc.array(textBlock, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.array(fc.oneof(textBlock, otherBlock), { maxLength: 3 }) },
);
const message = fc.record(
  { role: fc.constantFrom("user", "user", "assistant", "system"), content, clear_at: fc.constant(1) },
  { requiredKeys: ["role", "content"] },
);
const body = fc.record(
  {
    model: fc.constantFrom("claude-haiku-5-5", "claude-opus-5-5", "claude-unheard-of"),
    max_tokens: fc.constantFrom(1, 100, 0),
    messages: fc.array(message, { minLength: 1, maxLength: 3 }),
    system: fc.oneof(text, fc.array(textBlock, { maxLength: 2 })),
    tools: fc.constant(TOOLS),
    cache_control: fc.constant(CACHE),
    temperature: fc.constantFrom(0, 3),
  },
  { requiredKeys: ["model", "max_tokens", "messages"] },
);

/** Sound requests: with a system prompt, with blocks, or with an answer to go on with. */
const goodText = fc.constantFrom("a", "b c", "😀");
const goodContent = fc.oneof(
  goodText,
  fc.array(fc.record({ type: fc.constant("text"), text: goodText }), { minLength: 1, maxLength: 2 }),
);
const sound = fc.record(
  {
    model: fc.constant("claude-haiku-4-5"),
    max_tokens: fc.constant(10),
    messages: fc
      .array(goodContent, { minLength: 1, maxLength: 3 })
      .map((all) => all.map((each, index) => ({ role: index % 2 === 0 ? "user" : "assistant", content: each }))),
    system: goodContent,
    tools: fc.constant(TOOLS),
  },
  { requiredKeys: ["model", "max_tokens", "messages"] },
);

/** A request whose lists of blocks have one less. */
function cut(json: Json): Json {
  if (Array.isArray(json)) return json.map(cut);
  if (typeof json !== "object" || json === null) return json;
  return Object.fromEntries(
    Object.entries(json).map(([key, value]: [string, Json]) => {
      return [key, Array.isArray(value) && key === "content" ? value.slice(1) : cut(value)];
    }),
  );
}

/** A request with other texts here and there, as the next case of a suite has; now and then with another structure. */
function changed(json: Json, texts: Iterator<string>): Json {
  if (Array.isArray(json)) return json.map((item: Json) => changed(item, texts));
  if (typeof json !== "object" || json === null) return json;
  return Object.fromEntries(
    Object.entries(json).map(([key, value]: [string, Json]) => {
      const isText = typeof value === "string" && ["content", "text", "system"].includes(key);
      return [key, isText ? (texts.next().value ?? value) : changed(value, texts)];
    }),
  );
}

test("requests are examined one after the other as each would be alone", () => {
  fc.assert(
    fc.property(
      fc.oneof(sound, body),
      fc.array(fc.array(text, { maxLength: 4 }), { minLength: 1, maxLength: 4 }),
      (first, others) => {
        const examiner = new RequestExaminer(examine);
        const bodies = [
          first,
          ...others.map((texts) => changed(first, texts.values()) as JsonObject),
          cut(first) as JsonObject,
        ];
        for (const each of bodies) expect(examiner.examine(each)).toMatchObject(told(examine(each)));
      },
    ),
    { numRuns: times({ small: 400, long: 100_000 }) },
  );
});

test("requests that have nothing in common but one examiner, too", () => {
  fc.assert(
    fc.property(fc.array(body, { minLength: 2, maxLength: 5 }), (bodies) => {
      const examiner = new RequestExaminer(examine);
      for (const each of bodies) expect(examiner.examine(each)).toMatchObject(told(examine(each)));
    }),
    { numRuns: times({ small: 150, long: 20_000 }) },
  );
});

function told({ refusals, unknown, knowsModel }: RequestFindings): Partial<RequestFindings> {
  return { refusals, unknown, knowsModel };
}

const plain = (asked: string): JsonObject => ({ ...SETTINGS, messages: [{ role: "user", content: asked }] });
const SETTINGS: JsonObject = { model: "claude-haiku-5-5", max_tokens: 10, system: "Be brief.\n" };

test("the sound ones are sound, or nothing was compared", () => {
  fc.assert(
    fc.property(sound, (each) => {
      expect(examine(each)).toMatchObject({ refusals: [], unknown: [] });
    }),
  );
});

test("of requests that differ in plain texts alone, the first is examined", () => {
  const seen: JsonObject[] = [];
  const examiner = new RequestExaminer((each) => (seen.push(each), examine(each)));
  for (const asked of ["a", "b\n", "c"]) examiner.examine(plain(asked));
  examiner.examine({ ...plain("d"), temperature: 1 });
  examiner.examine(plain(" "));
  examiner.examine(plain("e"));
  expect(seen).toEqual([plain("a"), { ...plain("d"), temperature: 1 }, plain(" "), plain("e")]);
});

test.each<[string, JsonObject[]]>([
  ["nothing to see", [{ role: "user", content: " \n" }]],
  ["half a surrogate pair", [{ role: "user", content: "a\ud800" }]],
  ["no block", [{ role: "user", content: [] }]],
  [
    "white space at the end of what is to be gone on with",
    [
      { role: "user", content: "b" },
      { role: "assistant", content: "c " },
    ],
  ],
])("%s is found behind a sound request", (_, messages) => {
  const examiner = new RequestExaminer(examine);
  const before = messages.map(({ role = "", content }) => ({
    role,
    content: Array.isArray(content) ? [{ type: "text", text: "a" }] : "a",
  }));
  const request = { model: "claude-haiku-4-5", max_tokens: 10 };
  expect(examiner.examine({ ...request, messages: before }).refusals).toEqual([]);
  expect(examiner.examine({ ...request, messages }).refusals).toHaveLength(1);
});
