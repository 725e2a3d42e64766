import type { ReasonRow } from "./row.ts";

/** Checks of composed checks and expressions. */
export const COMPOSED_ROWS: readonly ReasonRow[] = [
  // Composed
  [{ all_of: [{ equals: "A" }, { contains: "A" }] }, "A"],
  [{ all_of: [{ equals: "A" }] }, "A"],
  [{ all_of: [{ equals: "A", name: "NAME" }, { contains: "A" }] }, "B"],
  [{ any_of: [{ equals: "A" }, { contains: "A" }] }, "A"],
  [{ any_of: [{ equals: "A" }, { not: { contains: "B" } }] }, "B"],
  [{ any_of: [{ cost: 1 }, { equals: "B" }] }, "A"],
  [{ not: { equals: "A" } }, "A"],
  [{ not: { equals: "A" } }, "B"],
  [{ not: { cost: 1 } }, "B"],
  [{ not: { number: 1 } }, "B"],
  // Expressions
  [{ expr: "output == 'A'" }, "A"],
  [{ expr: "output == 'A'" }, "B"],
  [{ expr: "json" }, "4"],
  [{ expr: "json" }, '"X"'],
  [{ expr: "json" }, "49290012345678913"],
  [{ expr: "json == 1" }, "[".repeat(2_000)],
  [
    { expr: "size(json.map(a, output + output)) == 0" },
    JSON.stringify(Array.from({ length: 100 }, () => "X".repeat(400))),
  ],
  [{ expr: "output.re(output)" }, "A("],
  [{ expr: "vars.NONE == 1" }, "A"],
  [{ expr: "json.NONE < 3" }, "{}"],
];
