import fc from "fast-check";
import { expect, test } from "vitest";
import { sentenceHtml } from "../../../src/report/html/pieces/escape.ts";
import { differenceList } from "../../../src/report/html/pieces/difference-list.ts";
import { frontierTable } from "../../../src/report/html/sure/frontier-table.ts";
import { cacheNotes } from "../../../src/report/html/sure/insights.ts";
import { intervalBar } from "../../../src/report/html/pieces/interval-bar.ts";
import { placeLabels } from "../../../src/report/html/plots/scatter-labels.ts";
import { textDiff } from "../../../src/report/html/pieces/text-diff.ts";
import { suite } from "../../helpers/report-fixtures.ts";

test("an interval stays on its line", () => {
  const share = fc.double({ min: -2, max: 2, noNaN: true });
  fc.assert(
    fc.property(share, share, share, (value, low, high) => {
      const places = intervalBar({ value, low, high, from: -1, to: 1 }).matchAll(/(?:x1|x2|cx)="([^"]+)"/g);
      for (const [, place] of places) expect(Number(place)).toSatisfy((x: number) => x >= 4 && x <= 92);
    }),
  );
});

test("B23: an interval carries a tick where the gate is", () => {
  const bar = (limit: number | null): string =>
    intervalBar({ value: 0.5, low: null, high: null, from: 0, to: 1, limit });
  expect(bar(0.75)).toContain('class="limit" x1="70"');
  expect(bar(null)).not.toContain("limit");
});

test("a difference marks where nothing is, a rate does not", () => {
  expect(intervalBar({ value: 0.1, low: null, high: null, from: -1, to: 1 })).toContain('class="zero"');
  expect(intervalBar({ value: 0.1, low: null, high: null, from: 0, to: 1 })).not.toContain('class="zero"');
});

test.each([
  { name: "on the right", points: [{ x: 50, y: 50, name: "a" }], places: ["start"] },
  { name: "on the left at the edge", points: [{ x: 190, y: 50, name: "abcd" }], places: ["end"] },
  {
    name: "above when points are in the way on both sides",
    points: [
      { x: 100, y: 50, name: "abcd" },
      { x: 130, y: 50, name: "" },
      { x: 70, y: 50, name: "" },
    ],
    places: ["middle", "start", "start"],
  },
  {
    name: "nowhere when points are in the way all around",
    points: [
      { x: 100, y: 50, name: "abcd" },
      ...[70, 100, 130].flatMap((x) => [29, 71].map((y) => ({ x, y, name: "" }))),
      { x: 70, y: 50, name: "" },
      { x: 130, y: 50, name: "" },
    ],
    places: [undefined, ...Array.from({ length: 8 }, () => "start")],
  },
  {
    name: "B23: off the line where there is another place",
    points: [{ x: 50, y: 50, name: "abcd" }],
    line: [
      [50, 50],
      [150, 50],
    ] as const,
    places: ["end"],
  },
])("a name stands $name", ({ points, places, line = [] }) => {
  expect(placeLabels(points, { radius: 10, left: 0, right: 200, line }).map((place) => place?.anchor)).toEqual(places);
});

test("a diff marks words, and keeps of what is the same only what stands about a change", () => {
  const same = "word ".repeat(500);
  const diff = textDiff("prompt", `${same}one ${same}`, `${same}two ${same}`);
  expect(diff).toMatch(/characters the same …<\/span>.*word <del>one<\/del><ins>two<\/ins> word.*the same …/s);
  expect(diff.length).toBeLessThan(1_500);
});

test("texts with too little in common stand one after the other", () => {
  const texts = ["a ", "b "].map((word) => Array.from({ length: 900 }, (_, n) => word + n).join(" "));
  expect(textDiff("prompt", texts[0] ?? "", texts[1] ?? "")).toMatch(/"prompt, before".*"prompt, after"/s);
});

test("a prompt's change is shown once where several arms send it", () => {
  const change = { what: "prompt", before: "user:\nroute", after: "user:\nsort" } as const;
  const list = differenceList([
    { ...change, arm: "a", sentence: "the prompt of a changed" },
    { ...change, arm: "b", sentence: "the prompt of b changed" },
    { what: "settings", arm: "b", sentence: "setting top_k of b: none → 1" },
  ]);
  expect(list.match(/<pre/g)).toHaveLength(1);
  expect(list).toContain("<li>the prompt of b changed (1 line added, 1 removed): the same change</li>");
});

test("what the prompt cache did is told arm by arm", () => {
  const cache = { read_tokens: 9, written_tokens: 1, unread_tokens: 0, hit_rate: 0.9, saved_usd: 1.2, lost_usd: null };
  const notes = cacheNotes(suite({ insights: { cache: [{ arm: "haiku/<v1>", ...cache }] } }));
  expect(notes).toContain(
    "<code>haiku/&lt;v1&gt;</code> prompt cache: 90.0% of the prompt tokens read from it, $1.20 saved",
  );
});

test.each([
  { shown: true, row: "<s><bdi>b</bdi></s></th><td>$2.00</td><td>50.0%</td><td>dominated by <bdi>a</bdi></td>" },
  {
    shown: false,
    row: "<bdi>b</bdi></th><td>$2.00</td><td>50.0%</td><td>perhaps dominated by <bdi>a</bdi></td>",
  },
])("an arm is struck out where another is shown to dominate it: $shown", ({ shown, row }) => {
  const arms = [
    { arm: "a", cost_usd: 1, pass_rate: 0.5, dominated_by: null },
    { arm: "b", cost_usd: 2, pass_rate: 0.5, dominated_by: { arm: "a", shown } },
  ];
  const table = frontierTable(suite({ insights: { frontier: { arms, sentences: ["a is worth it"] } } }));
  expect(table).toContain(`<tr><th scope="row">${row}</tr>`);
  expect(table).toContain("<li>a is worth it</li>");
});

test.each([
  ["label answers with `prompt-run label`: now", "label answers with <code>prompt-run label</code>: now"],
  ["`a` and `<b>`", "<code>a</code> and <code>&lt;b&gt;</code>"],
  ["one ` alone, and `` nothing", "one ` alone, and `` nothing"],
])("what a sentence has between backticks is code: %s", (text, wanted) => {
  expect(sentenceHtml(text)).toBe(wanted);
});
