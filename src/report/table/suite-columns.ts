import { formatMs, formatPercent } from "../../base/figures.ts";
import { safeLine } from "../../base/inert.ts";
import type { Style, Tone } from "../../base/style.ts";
import type { ArmSummary, RuleRecord } from "../../domain/formats/records.ts";
import type { SuiteHead } from "../../domain/reporter.ts";
import type { Cell } from "../words/cell.ts";
import { COMPARISON_LOOKS, shortDifference } from "../words/comparison-words.ts";
import { VERDICT_LOOKS } from "../words/words.ts";
import { armVerdict } from "./arm-verdict.ts";
import { drawGrid, type GridColumn, naturalWidth } from "./grid.ts";
import { type BarFigures, barScale, rateBar } from "./rate-bar.ts";
import type { Standard } from "./standard.ts";

/** A row: a suite of several arms, one of its arms, or a suite and its only arm. */
export interface Row {
  readonly name: string;
  readonly tone: Tone;
  /** Null: the suite's own row, above those of its arms. */
  readonly arm: ArmSummary | null;
  readonly suite: SuiteHead;
  readonly standard: Standard;
}

/** From here on bars have twice the cells. */
const WIDE = 100;

/** What may be left out where the width is small, in this order. */
const OPTIONAL = ["range", "p50", "passed", "cost", "bounds", "bar", "difference"] as const;
type Optional = (typeof OPTIONAL)[number];

/** The rows as a grid with as many columns as fit the width: the name, the pass rate and the gate always do. */
export function drawRows(rows: readonly Row[], width: number, style: Style): string {
  for (let left = 0; left < OPTIONAL.length; left++) {
    const columns = columnsOf(rows, new Set(OPTIONAL.slice(left)), width);
    if (naturalWidth(columns) <= width) return drawGrid(columns, width, style);
  }
  return drawGrid(columnsOf(rows, new Set(), width), width, style);
}

/** A column of figures: one that `told` does not hold is left out. */
interface FigureColumn {
  readonly key: Optional | null;
  readonly title: string;
  readonly align: GridColumn["align"];
  readonly cell: (arm: ArmSummary, row: Row) => Cell;
}

function columnsOf(rows: readonly Row[], told: ReadonlySet<Optional>, width: number): GridColumn[] {
  const name: GridColumn = {
    title: "suite",
    align: "left",
    cells: rows.map(({ name: text, tone }) => ({ text, tone })),
  };
  const figures = [...rateColumns(rows, width), ...countColumns(rows), ...otherColumns(rows, told.has("bounds"))];
  return [
    name,
    ...figures
      .filter(({ key }) => key === null || told.has(key))
      .map(({ title, align, cell }): GridColumn => {
        return { title, align, cells: rows.map((row) => (row.arm === null ? { text: "" } : cell(row.arm, row))) };
      }),
  ];
}

function rateColumns(rows: readonly Row[], width: number): FigureColumn[] {
  const figures = rows.flatMap(({ arm, suite }) => (arm === null ? [] : [barFigures(arm, suite)]));
  const scale = barScale(figures, width < WIDE ? 12 : 24);
  const title = scaleTitle(scale.from, scale.cells);
  return [
    {
      key: null,
      title: "pass rate",
      align: "right",
      cell: (arm, { suite }) => ({ text: formatPercent(arm.pass_rate.value), tone: rateTone(arm, suite) }),
    },
    { key: "range", title: "95%", align: "right", cell: (arm) => ({ text: rangeText(arm), tone: "quiet" }) },
    { key: "bar", title, align: "left", cell: (arm, { suite }) => ({ text: rateBar(barFigures(arm, suite), scale) }) },
    {
      key: null,
      title: "gate",
      align: "right",
      cell: (arm, { suite }) => ({ text: gateText(arm, suite), tone: "quiet" }),
    },
  ];
}

function countColumns(rows: readonly Row[]): FigureColumn[] {
  const hasMissing = rows.some(({ arm }) => arm !== null && missingOf(arm) > 0);
  const missing: FigureColumn = { key: null, title: "missing", align: "right", cell: missingCell };
  return [
    { key: "passed", title: "passed", align: "right", cell: (arm) => ({ text: passedText(arm) }) },
    ...(hasMissing ? [missing] : []),
  ];
}

function otherColumns(rows: readonly Row[], withBounds: boolean): FigureColumn[] {
  const hasDifference = rows.some(({ standard }) => standard.pairs.size > 0);
  const difference: FigureColumn = {
    key: "difference",
    title: differenceTitle(rows),
    align: "left",
    cell: (arm, row) => differenceCell(arm, row, withBounds),
  };
  return [
    ...(hasDifference ? [difference] : []),
    { key: "cost", title: "$/1k", align: "right", cell: (arm) => ({ text: costText(arm) }) },
    { key: "p50", title: "p50", align: "right", cell: (arm) => ({ text: formatMs(arm.latency_ms.p50) }) },
  ];
}

function barFigures({ id, pass_rate: rate }: ArmSummary, suite: SuiteHead): BarFigures {
  return { value: rate.value, low: rate.low, high: rate.high, limit: limitOf(id, suite)?.limit ?? null };
}

/** The rule on the arm's own pass rate. */
function limitOf(arm: string, { gate }: SuiteHead): RuleRecord | undefined {
  return gate.rules.find((rule) => rule.arm === arm && rule.tag === null && RATE_RULES.includes(rule.rule));
}

const RATE_RULES: readonly string[] = ["pass_rate", "all_pass"];
const GATE_WORDS: Readonly<Record<string, string>> = {
  not_worse_than: "vs base",
  by_tag: "by tag",
  case_pass_rate: "by case",
  mean_score: "score",
  max_cost_usd: "cost",
  max_cost_per_trial_usd: "cost",
  max_p95_latency_ms: "p95",
};

function gateText({ id }: ArmSummary, suite: SuiteHead): string {
  if (suite.gate.verdict === null) return "none";
  const rule = limitOf(id, suite);
  if (rule !== undefined) return formatPercent(rule.limit).replace(".0%", "%");
  const own = suite.gate.rules.find(({ arm }) => arm === id);
  if (own?.tag !== null && own !== undefined) return "by tag";
  return own === undefined ? "–" : (GATE_WORDS[own.rule] ?? safeLine(own.rule, 12));
}

function rateTone(arm: ArmSummary, suite: SuiteHead): Tone {
  const verdict = armVerdict(arm, suite);
  return verdict === null ? "plain" : VERDICT_LOOKS[verdict].tone;
}

/** "40%" at the bar's left end and "100%" at its right. */
function scaleTitle(from: number, cells: number): string {
  const left = `${Math.round(from * 100)}%`;
  return left + "100%".padStart(cells - left.length);
}

function rangeText({ pass_rate: { low, high } }: ArmSummary): string {
  if (low === null || high === null) return "–";
  return `${Math.round(low * 100)}–${Math.round(high * 100)}`;
}

function passedText({ passed, failed }: ArmSummary): string {
  return `${passed}/${passed + failed}`;
}

function missingOf({ undecided, errored, skipped }: ArmSummary): number {
  return undecided + errored + skipped;
}

function missingCell(arm: ArmSummary): Cell {
  const missing = missingOf(arm);
  return missing === 0 ? { text: "" } : { text: String(missing), tone: "unsure" };
}

function costText({ cost_usd: cost, passed, failed, undecided }: ArmSummary): string {
  const answered = passed + failed + undecided;
  return cost === null || answered === 0 ? "–" : costDigits((cost / answered) * 1000);
}

/** Two digits that say something, whole dollars from 10 on: "0.014", "1.5", "140". */
function costDigits(usd: number): string {
  return usd >= 10 ? String(Math.round(usd)) : String(Number(usd.toPrecision(2)));
}

function differenceTitle(rows: readonly Row[]): string {
  const titles = new Set(rows.filter(({ standard }) => standard.pairs.size > 0).map(({ standard }) => standard.title));
  const [title = ""] = titles;
  return titles.size === 1 ? title : "difference";
}

function differenceCell({ id }: ArmSummary, { standard }: Row, withBounds: boolean): Cell {
  const pair = standard.pairs.get(id);
  if (pair === undefined) return { text: "" };
  return { text: shortDifference(pair, withBounds), tone: COMPARISON_LOOKS[pair.verdict].tone };
}
