import type { ArmSummary } from "../../domain/formats/records.ts";
import { formatCount, formatInterval, formatMs, formatNumber, formatPercent, formatUsd } from "../../base/figures.ts";
import type { Cell } from "./cell.ts";

/** One figure of an arm: how it is called and what it is for one arm. */
export interface ArmFigure {
  readonly title: string;
  cell(arm: ArmSummary): Cell;
}

/** The figures worth showing for these arms, in order: rare ones only where some arm has them. */
export function armFigures(arms: readonly ArmSummary[]): ArmFigure[] {
  return FIGURES.filter((figure) => figure.isTold === undefined || arms.some((arm) => figure.isTold?.(arm)));
}

const FIGURES: readonly (ArmFigure & { isTold?(arm: ArmSummary): boolean })[] = [
  {
    title: "pass rate",
    cell: ({ pass_rate: rate }) => ({ text: formatPercent(rate.value), tone: "strong" }),
  },
  {
    title: "interval",
    cell: ({ pass_rate: rate }) => ({ text: formatInterval(rate.low, rate.high), tone: "quiet" }),
    isTold: ({ pass_rate: rate }) => rate.low !== null,
  },
  { title: "passed", cell: (arm) => ({ text: formatCount(arm.passed) }) },
  { title: "failed", cell: (arm) => counted(arm.failed, "bad") },
  {
    title: "as judged",
    cell: ({ as_judged: count = 0 }) => counted(count, "unsure"),
    isTold: ({ as_judged: count = 0 }) => count > 0,
  },
  { title: "undecided", cell: (arm) => counted(arm.undecided, "unsure"), isTold: (arm) => arm.undecided > 0 },
  { title: "errored", cell: (arm) => counted(arm.errored, "bad"), isTold: (arm) => arm.errored > 0 },
  { title: "skipped", cell: (arm) => counted(arm.skipped, "unsure"), isTold: (arm) => arm.skipped > 0 },
  { title: "refused", cell: (arm) => counted(arm.refused, "unsure"), isTold: (arm) => arm.refused > 0 },
  { title: "truncated", cell: (arm) => counted(arm.truncated, "unsure"), isTold: (arm) => arm.truncated > 0 },
  {
    title: "mean score",
    cell: (arm) => ({ text: formatNumber(arm.mean_score) }),
    isTold: (arm) => arm.mean_score !== null && arm.mean_score !== arm.pass_rate.value,
  },
  { title: "cost", cell: (arm) => ({ text: formatUsd(arm.cost_usd) }) },
  { title: "cost/pass", cell: (arm) => ({ text: formatUsd(arm.cost_per_pass_usd) }) },
  {
    title: "p50 / p95",
    cell: ({ latency_ms: { p50, p95 } }) => ({ text: `${formatMs(p50)} / ${formatMs(p95)}` }),
  },
  {
    title: "tokens in / out",
    cell: (arm) => ({ text: `${formatCount(arm.input_tokens)} / ${formatCount(arm.output_tokens)}` }),
  },
];

function counted(count: number, tone: "bad" | "unsure"): Cell {
  return count === 0 ? { text: "0" } : { text: formatCount(count), tone };
}
