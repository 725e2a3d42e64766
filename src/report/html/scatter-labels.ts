/** A point of a plot with the name that should stand beside it. */
export interface NamedPoint {
  readonly x: number;
  readonly y: number;
  readonly name: string;
}

/** Where a name stands; null where there is no room for it. */
export type LabelPlace = { readonly x: number; readonly anchor: "start" | "end" } | null;

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** About what a character takes at 12 pixels: no fonts are measured here. */
const CHAR_PIXELS = 6.8;
const HALF_LINE = 8;
const GAP = 5;

/** A place for each name, beside its point on the right or else the left, where it touches no other point or name. */
export function placeLabels(points: readonly NamedPoint[], radius: number, width: number): LabelPlace[] {
  const taken = points.map(({ x, y }): Box => ({
    left: x - radius,
    right: x + radius,
    top: y - radius,
    bottom: y + radius,
  }));
  return points.map((point) => {
    const length = point.name.length * CHAR_PIXELS;
    const beside = radius + GAP;
    for (const [anchor, left] of [
      ["start", point.x + beside],
      ["end", point.x - beside - length],
    ] as const) {
      const box = { left, right: left + length, top: point.y - HALF_LINE, bottom: point.y + HALF_LINE };
      if (box.left < 0 || box.right > width || taken.some((other) => overlaps(box, other))) continue;
      taken.push(box);
      return { x: anchor === "start" ? left : box.right, anchor };
    }
    return null;
  });
}

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
