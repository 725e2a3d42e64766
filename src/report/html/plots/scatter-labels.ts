/** A point of a plot with the name that should stand beside it. */
export interface NamedPoint {
  readonly x: number;
  readonly y: number;
  readonly name: string;
}

/** Where a name stands; null where there is no room for it. */
export type LabelPosition = {
  readonly x: number;
  readonly y: number;
  readonly anchor: "start" | "middle" | "end";
} | null;

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface Room {
  readonly radius: number;
  /** Names stand between these, right of the axis and left of the drawing's end. */
  readonly left: number;
  readonly right: number;
  /** The line through points that names should keep off. */
  readonly line: readonly (readonly [x: number, y: number])[];
}

/** About what a character takes at 13.5 pixels, which narrow pages write it in: no fonts are measured here. */
const CHAR_PIXELS = 7.4;
const HALF_LINE = 8;
const GAP = 5;
const STEP = 6;

/**
 * A place for each name beside its point, above or below it, where it touches no other point or name, and the line only
 * when there is no other.
 */
export function placeLabels(points: readonly NamedPoint[], { radius, left, right, line }: Room): LabelPosition[] {
  const taken = points.map(({ x, y }): Box => boxAround(x, y, radius));
  const onLine = alongLine(line);
  return points.map((point) => {
    const free = placesFor(point, radius).filter(
      ({ box }) =>
        box.left >= left && box.right <= right && box.top >= 0 && !taken.some((other) => overlaps(box, other)),
    );
    const best = free.find(({ box }) => !onLine.some((spot) => overlaps(box, spot))) ?? free[0];
    if (best === undefined) return null;
    taken.push(best.box);
    return best.place;
  });
}

interface Candidate {
  readonly place: NonNullable<LabelPosition>;
  readonly box: Box;
}

function placesFor({ x, y, name }: NamedPoint, radius: number): Candidate[] {
  const length = name.length * CHAR_PIXELS;
  const [beside, off] = [radius + GAP, radius + HALF_LINE + 3];
  const at = (anchor: "start" | "middle" | "end", left: number, middle: number): Candidate => ({
    place: { x: anchor === "start" ? left : anchor === "end" ? left + length : left + length / 2, y: middle, anchor },
    box: { left, right: left + length, top: middle - HALF_LINE, bottom: middle + HALF_LINE },
  });
  return [
    at("start", x + beside, y),
    at("end", x - beside - length, y),
    at("middle", x - length / 2, y - off),
    at("middle", x - length / 2, y + off),
    at("start", x + beside / 2, y - off),
    at("start", x + beside / 2, y + off),
    at("end", x - beside / 2 - length, y - off),
    at("end", x - beside / 2 - length, y + off),
  ];
}

function alongLine(line: Room["line"]): Box[] {
  return line.slice(1).flatMap(([toX, toY], index) => {
    const [fromX, fromY] = line[index] ?? [toX, toY];
    const steps = Math.min(200, Math.ceil(Math.hypot(toX - fromX, toY - fromY) / STEP));
    return Array.from({ length: steps }, (_, step) =>
      boxAround(fromX + ((toX - fromX) * step) / steps, fromY + ((toY - fromY) * step) / steps, 1),
    );
  });
}

function boxAround(x: number, y: number, radius: number): Box {
  return { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius };
}

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
