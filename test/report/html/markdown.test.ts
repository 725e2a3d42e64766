import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Block,
  looksLikeMarkdown,
  markdownBlocks,
} from "../../../src/report/html/client/texts/markdown-blocks.ts";
import { type Inline, markdownInlines } from "../../../src/report/html/client/texts/markdown-inlines.ts";

test.each<[text: string, blocks: Block[]]>([
  [
    "# Title #\nwords",
    [
      { kind: "heading", level: 1, text: "Title" },
      { kind: "paragraph", text: "words" },
    ],
  ],
  [
    "one\ntwo\n\nthree",
    [
      { kind: "paragraph", text: "one\ntwo" },
      { kind: "paragraph", text: "three" },
    ],
  ],
  [
    "```js\nlet a = 1;\n\n# no\n```\nend",
    [
      { kind: "code", text: "let a = 1;\n\n# no" },
      { kind: "paragraph", text: "end" },
    ],
  ],
  ["~~~\nnever ends", [{ kind: "code", text: "never ends" }]],
  [
    "> quoted\n> # head",
    [
      {
        kind: "quote",
        blocks: [
          { kind: "paragraph", text: "quoted" },
          { kind: "heading", level: 1, text: "head" },
        ],
      },
    ],
  ],
  ["---\n***", [{ kind: "rule" }, { kind: "rule" }]],
  [
    "- a\n- b\n  - c\n",
    [
      {
        kind: "list",
        start: null,
        items: [
          [{ kind: "paragraph", text: "a" }],
          [
            { kind: "paragraph", text: "b" },
            { kind: "list", start: null, items: [[{ kind: "paragraph", text: "c" }]] },
          ],
        ],
      },
    ],
  ],
  [
    "3. c\n4. d",
    [{ kind: "list", start: 3, items: [[{ kind: "paragraph", text: "c" }], [{ kind: "paragraph", text: "d" }]] }],
  ],
  [
    "| a | b |\n|---|:-:|\n| 1 | x \\| y |\n| 2 |",
    [
      {
        kind: "table",
        head: ["a", "b"],
        rows: [
          ["1", "x | y"],
          ["2", ""],
        ],
      },
    ],
  ],
  ["a | b\nno rule", [{ kind: "paragraph", text: "a | b\nno rule" }]],
  ["In 1984 it was\n1985. a year", [{ kind: "paragraph", text: "In 1984 it was\n1985. a year" }]],
  ["<script>x</script>\n<img src=x>", [{ kind: "paragraph", text: "<script>x</script>\n<img src=x>" }]],
  ["", []],
])("%j is read as blocks", (text, blocks) => {
  expect(markdownBlocks(text)).toEqual(blocks);
});

const words = (text: string): Inline => ({ kind: "text", text });
test.each<[text: string, pieces: Inline[]]>([
  ["a **b** c", [words("a "), { kind: "strong", parts: [words("b")] }, words(" c")]],
  ["*a **b** c*", [{ kind: "em", parts: [words("a "), { kind: "strong", parts: [words("b")] }, words(" c")] }]],
  ["snake_case_name and 2 * 3 * 4", [words("snake_case_name and 2 * 3 * 4")]],
  ["`a *b* c` ``x`y``", [{ kind: "code", text: "a *b* c" }, words(" "), { kind: "code", text: "x`y" }]],
  ["~~no~~ \\*plain\\*", [{ kind: "del", parts: [words("no")] }, words(" *plain*")]],
  ["[x](javascript:alert(1))", [words("[x](javascript:alert(1))")]],
  ["[x](javascript:y)", [{ kind: "link", parts: [words("x")], url: "javascript:y" }]],
  ["![i](http://127.0.0.1:9/x.png)", [{ kind: "link", parts: [words("i")], url: "http://127.0.0.1:9/x.png" }]],
  ["**open and *never closed", [words("**open and *never closed")]],
])("%j is read as pieces", (text, pieces) => {
  expect(markdownInlines(text)).toEqual(pieces);
});

describe("whatever a model writes", () => {
  const part = fc.constantFrom(..."*_~`[]()!#>|-+\\ \n\t1.a日".split(""), "```", "**", "](x)", "| - |", "  ");
  const text = fc.array(part, { maxLength: 300 }).map((parts) => parts.join(""));

  test("every word is still there", () => {
    const told = (pieces: readonly Inline[]): string =>
      pieces
        .map((piece) => ("text" in piece ? piece.text : told(piece.parts) + ("url" in piece ? piece.url : "")))
        .join("");
    const all = (blocks: readonly Block[]): string =>
      blocks
        .map((block) => {
          if (block.kind === "quote") return all(block.blocks);
          if (block.kind === "list") return block.items.map(all).join("");
          if (block.kind === "table")
            return [block.head, ...block.rows]
              .flat()
              .map((cell) => told(markdownInlines(cell)))
              .join("");
          if (block.kind === "rule") return "";
          return block.kind === "code" ? block.text : told(markdownInlines(block.text));
        })
        .join("");
    const count = (found: string): number => found.match(/日/g)?.length ?? 0;
    fc.assert(
      fc.property(text, (any) => {
        // A table drops cells beyond its head, a fence what stands behind its opening.
        if (/\||`{3}|~{3}/.test(any)) return;
        expect(count(all(markdownBlocks(any)))).toBe(count(any));
      }),
      { numRuns: 500 },
    );
  });

  test.each(["*", "`", "[", "> ", "- ", "**a", "| a ", "_a_", "```\n", "  - a\n"])(
    "200,000 times %j takes time that grows with their number: else this takes minutes",
    (piece) => {
      for (const block of markdownBlocks(piece.repeat(200_000))) if ("text" in block) markdownInlines(block.text);
      looksLikeMarkdown(piece.repeat(200_000));
    },
  );
});

test.each([
  ["# Title", true],
  ["- a\n- b", true],
  ["1. a\n2. b", true],
  ["some **bold** word", true],
  ["```\ncode\n```", true],
  ["plain words, one - two", false],
  ["- one line that begins with a dash", false],
  ["<reason>x</reason>\n<queue>orders</queue>", false],
])("%j looks like Markdown: %s", (text, does) => {
  expect(looksLikeMarkdown(text)).toBe(does);
});
