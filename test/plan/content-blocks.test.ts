import { describe, expect, test } from "vitest";
import type { Json } from "../../src/domain/values/json.ts";
import { expandCase } from "../../src/plan/cases/expand-case.ts";
import { turnRequest } from "../../src/plan/requests/plan-trial.ts";
import { createFileAccess } from "../../src/suite/sources/file-access.ts";
import { createFileReader } from "../../src/suite/sources/read-file.ts";
import { loadProject } from "../helpers/load-project.ts";
import { temporaryProject } from "../helpers/temporary-folder.ts";

const PDF = "%PDF-1.4\n";
const FILES = {
  "data/rows.jsonl": '{"id":"a","q":"who?","ctx":"He said {{ hi }}.","n":7,"on":true}\n',
  "docs/one.md": "First {{ q }} text.",
  "docs/two.md": "Second text.",
  "a.pdf": PDF,
  "b.png": "\x89PNG\r\n\x1a\n",
};

/** The user content of the first case, or the codes of what is wrong. */
async function contentOf(blocks: string, more = ""): Promise<Json> {
  const suite = [
    "model: new-model",
    `prompt: { user: ${blocks} }`,
    "expect: [{ contains: a }]",
    more,
    'cases: [{ file: data/rows.jsonl, vars: { q: "{{ q }}", ctx: "{{ ctx }}", n: "{{ n }}", on: "{{ on }}" } }]',
  ].join("\n");
  const root = temporaryProject({ ...FILES, "suite.yaml": suite });
  const { loaded } = loadProject(root);
  if (!loaded.ok) return loaded.problems.map(({ code, message }) => `${code}: ${message}`);
  const files = createFileAccess(createFileReader({ root, allowOutside: false }));
  for await (const seed of loaded.value.openCases()) {
    const planned = await expandCase(loaded.value, seed, files);
    const [arm] = loaded.value.arms;
    if (!planned.ok) return planned.broken.problems.map(({ code }) => code);
    if (arm === undefined) throw new Error("no arm");
    const at = { suite: loaded.value, suiteIndex: 0, planned: planned.value, arm, files };
    const request = await turnRequest(at, 1, [], []);
    if (!request.ok) return request.problems.map(({ code, message }) => `${code}: ${message}`);
    const messages = request.value.body["messages"] as readonly { readonly content: Json }[];
    return messages[0]?.content ?? null;
  }
  throw new Error("no case");
}

describe("api D4: texts of the API's blocks are templates", () => {
  test.each<readonly [string, string, Json]>([
    [
      "a document's text",
      '[{ type: document, source: { type: text, media_type: text/plain, data: "{{ ctx }}" }, title: "{{ n }}" }]',
      [{ type: "document", source: { type: "text", media_type: "text/plain", data: "He said {{ hi }}." }, title: "7" }],
    ],
    [
      "a search result, types kept outside of texts",
      '[{ type: search_result, source: s, title: t, content: [{ type: text, text: "{{ ctx }}" }], citations: { enabled: "{{ on }}" } }]',
      [
        {
          type: "search_result",
          source: "s",
          title: "t",
          content: [{ type: "text", text: "He said {{ hi }}." }],
          citations: { enabled: true },
        },
      ],
    ],
    ["a text", '[{ type: text, text: "{{ n }} {{ q }}" }]', [{ type: "text", text: "7 who?" }]],
    ["a number as a text", '[{ type: text, text: "{{ n }}" }]', [{ type: "text", text: "7" }]],
    [
      "a URL",
      '[{ type: image, source: { type: url, url: "https://x.example/{{ n }}.png" } }]',
      [{ type: "image", source: { type: "url", url: "https://x.example/7.png" } }],
    ],
    [
      "not Base64",
      "[{ type: image, source: { type: base64, media_type: image/png, data: e3t9fQ== } }]",
      [{ type: "image", source: { type: "base64", media_type: "image/png", data: "e3t9fQ==" } }],
    ],
    [
      "not where template: false says so",
      '[{ type: text, text: "{{ n }}", template: false }]',
      [{ type: "text", text: "{{ n }}" }],
    ],
    ["nor in a text of the short form", '[{ text: "{{ n }}", template: false }]', [{ type: "text", text: "{{ n }}" }]],
    [
      "not what the model signed",
      '[{ type: thinking, thinking: "{{ n }}", signature: s }]',
      [{ type: "thinking", thinking: "{{ n }}", signature: "s" }],
    ],
  ])("%s", async (_name, blocks, content) => {
    expect(await contentOf(blocks)).toEqual(content);
  });

  test("a variable that is not defined is found there", async () => {
    expect(await contentOf('[{ type: text, text: "{{ nobody }}" }]')).toEqual([
      "undefined-variable: the variable `nobody` is not defined",
    ]);
  });

  test("a template in Base64 data is an error", async () => {
    expect(
      await contentOf('[{ type: image, source: { type: base64, media_type: image/png, data: "{{ ctx }}" } }]'),
    ).toEqual([expect.stringContaining("template-in-base64")]);
  });
});

describe("api D4: what may stand beside an attachment", () => {
  const source = { type: "base64", media_type: "application/pdf", data: Buffer.from(PDF).toString("base64") };
  test("citations, a title and a context beside a document", async () => {
    expect(
      await contentOf(
        '[{ document: { file: a.pdf }, citations: { enabled: true }, title: "Doc {{ n }}", context: c, cache_control: { type: ephemeral } }]',
      ),
    ).toEqual([
      {
        type: "document",
        source,
        citations: { enabled: true },
        title: "Doc 7",
        context: "c",
        cache_control: { type: "ephemeral" },
      },
    ]);
  });

  test("transformations beside an image", async () => {
    const content = (await contentOf(
      "[{ image: { file: b.png }, transformations: [{ type: crop, x: 1 }] }]",
    )) as Json[];
    expect(content).toEqual([expect.objectContaining({ transformations: [{ type: "crop", x: 1 }] })]);
  });

  test.each([
    ["[{ image: { file: b.png }, citations: { enabled: true } }]", "unknown key `citations`"],
    ["[{ document: { file: a.pdf }, titel: x }]", "unknown key `titel`"],
    ["[{ text: a, title: x }]", "unknown key `title`"],
  ])("nothing else: %s", async (blocks, words) => {
    expect(await contentOf(blocks)).toEqual([expect.stringContaining(words)]);
  });
});

describe("api D4: search_results", () => {
  const result = (source: string, title: string, text: string): Json => ({
    type: "search_result",
    source,
    title,
    content: [{ type: "text", text }],
  });

  test("passages as texts, maps and files", async () => {
    const blocks =
      '[{ search_results: [plain, { text: "{{ ctx }}", source: s1, title: t1 }, { file: docs/one.md }, { text: b, title: t2 }], citations: { enabled: true }, cache_control: { type: ephemeral } }, { text: "{{ q }}" }]';
    const citations = { enabled: true };
    expect(await contentOf(blocks)).toEqual([
      { ...(result("result 1", "result 1", "plain") as object), citations },
      { ...(result("s1", "t1", "He said {{ hi }}.") as object), citations },
      { ...(result("docs/one.md", "docs/one.md", "First {{ q }} text.") as object), citations },
      { ...(result("t2", "t2", "b") as object), citations, cache_control: { type: "ephemeral" } },
      { type: "text", text: "who?" },
    ]);
  });

  test("the files of a variable", async () => {
    const found = await contentOf('[{ search_results: "{{ docs }}" }]', 'vars: { docs: { files: "docs/*.md" } }');
    expect(found).toEqual([
      result("docs/one.md", "docs/one.md", "First {{ q }} text."),
      result("docs/two.md", "docs/two.md", "Second text."),
    ]);
  });

  test.each([
    ['[{ search_results: "{{ q }}" }]', "bad-search-results: `search_results` is no list"],
    ["[{ search_results: [{ source: s }] }]", "bad-search-results: a passage of `search_results` has no text"],
    ["[{ search_results: [{ file: docs/none.md }] }]", "missing-file"],
    ["[{ search_results: [{ txt: a }] }]", "unknown-key"],
  ])("%s is an error", async (blocks, words) => {
    expect(await contentOf(blocks)).toEqual([expect.stringContaining(words)]);
  });
});
