import fc from "fast-check";
import { expect, test } from "vitest";
import { intervalBar } from "../../../src/report/html/interval-bar.ts";
import { placeLabels } from "../../../src/report/html/scatter-labels.ts";

test("an interval stays on its line", () => {
  const share = fc.double({ min: -2, max: 2, noNaN: true });
  fc.assert(
    fc.property(share, share, share, (value, low, high) => {
      const places = intervalBar({ value, low, high, from: -1, to: 1 }).matchAll(/(?:x1|x2|cx)="([^"]+)"/g);
      for (const [, place] of places) expect(Number(place)).toSatisfy((x: number) => x >= 4 && x <= 92);
    }),
  );
});

test("a difference marks where nothing is, a rate does not", () => {
  expect(intervalBar({ value: 0.1, low: null, high: null, from: -1, to: 1 })).toContain('class="zero"');
  expect(intervalBar({ value: 0.1, low: null, high: null, from: 0, to: 1 })).not.toContain('class="zero"');
});

test.each([
  { name: "on the right", points: [{ x: 50, y: 50, name: "a" }], places: ["start"] },
  { name: "on the left at the edge", points: [{ x: 190, y: 50, name: "abcd" }], places: ["end"] },
  {
    name: "nowhere when points are in the way on both sides",
    points: [
      { x: 100, y: 50, name: "abcd" },
      { x: 130, y: 50, name: "" },
      { x: 70, y: 50, name: "" },
    ],
    places: [undefined, "start", "start"],
  },
])("a name stands $name", ({ points, places }) => {
  expect(placeLabels(points, 10, 200).map((place) => place?.anchor)).toEqual(places);
});
