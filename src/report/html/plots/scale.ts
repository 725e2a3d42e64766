/** Maps values to pixels. */
export interface PlotScale {
  readonly isLogarithmic: boolean;
  readonly ticks: readonly number[];
  /** Pixels, to a tenth. */
  at(value: number): number;
}

interface ScaleInput {
  readonly values: readonly number[];
  /** Pixels of the lowest and of the highest value. */
  readonly from: number;
  readonly to: number;
  /** Money may span decades and is then shown by its logarithm; shares end at 1. */
  readonly isMoney: boolean;
}

const LOGARITHMIC_FROM = 8;
const MARGIN = 0.06;

/** A scale that holds all values, with a margin and round ticks. */
export function createScale({ values, from, to, isMoney }: ScaleInput): PlotScale {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const isLogarithmic = isMoney && low > 0 && high / low >= LOGARITHMIC_FROM;
  const turn = isLogarithmic ? Math.log10 : (value: number): number => value;
  const [start, end] = range(turn(low), turn(high), isMoney);
  const at = (value: number): number => {
    const share = end === start ? 0.5 : (turn(value) - start) / (end - start);
    return Math.round((from + share * (to - from)) * 10) / 10;
  };
  return { isLogarithmic, ticks: isLogarithmic ? decades(start, end) : roundTicks(start, end), at };
}

function range(low: number, high: number, isMoney: boolean): [number, number] {
  if (!isMoney) return [Math.max(0, Math.floor((low - 0.02) * 10) / 10), 1];
  // Values that hardly differ are shown as one: ticks closer than a number can tell would never end.
  const isOne = high - low <= Math.abs(high) * 1e-6;
  const margin = (isOne ? Math.abs(high) : high - low) * MARGIN || 1;
  return [low - margin, high + margin];
}

function roundTicks(start: number, end: number): number[] {
  const step = roundStep((end - start) / 5);
  const ticks: number[] = [];
  for (let tick = Math.ceil(start / step) * step; tick <= end + step / 1e6; tick += step) {
    ticks.push(Number(tick.toPrecision(12)));
  }
  return ticks.filter((tick) => tick >= 0);
}

function roundStep(rough: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * magnitude >= rough) ?? 10;
  return factor * magnitude;
}

function decades(start: number, end: number): number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(start); power <= Math.ceil(end); power++) {
    for (const factor of [1, 2, 5]) ticks.push(Number((factor * 10 ** power).toPrecision(12)));
  }
  return ticks.filter((tick) => Math.log10(tick) >= start && Math.log10(tick) <= end);
}
