import { displayWidth, padToWidth, truncateToWidth } from "../../base/display-width.ts";
import { formatCount, formatPercent } from "../../base/figures.ts";
import { safeLine } from "../../base/inert.ts";
import type { Tone } from "../../base/style.ts";
import type { ArmProgress } from "../../domain/run/progress.ts";
import type { Line, Part } from "./view-line.ts";

const MAX_LINES = 8;
const MAX_NAME = 30;
const WIDE = 100;

/**
 * A line an arm: its bar, how far it is, its rate so far beside the one that the gate asks for, and what failed. Red only once the gate
 * can pass no more. Of many arms those that are at work, the lost ones first; the others are counted.
 */
export function armLines(arms: readonly ArmProgress[], width: number): Line[] {
  const names = armNames(arms);
  const shown = chosen(arms);
  const nameCells = Math.min(
    MAX_NAME,
    Math.floor(width / 3),
    Math.max(0, ...shown.map((arm) => displayWidth(names(arm)))),
  );
  const cells = width < WIDE ? 10 : 24;
  const lines = shown.map((arm): Line => {
    const name = padToWidth(truncateToWidth(names(arm), nameCells), nameCells);
    const parts: Part[] = [
      { text: `${mark(arm)} ${name}`, tone: toneOf(arm) },
      { text: bar(arm, cells), tone: toneOf(arm) },
      { text: `${formatCount(arm.done - arm.skipped)}/${formatCount(arm.total)}`, tone: "plain" },
      ...rateParts(arm),
      ...(arm.failed === 0
        ? []
        : [{ text: `${formatCount(arm.failed)} failed`, tone: arm.canPass ? "plain" : "bad" } as const]),
    ];
    return fitted(parts, width);
  });
  return [...lines, ...othersLine(arms, shown)];
}

/** Names lose what all of them share: the suite where there is one, `/default` where every prompt is it. */
function armNames(arms: readonly ArmProgress[]): (arm: ArmProgress) => string {
  const isOneSuite = new Set(arms.map(({ suite }) => suite)).size === 1;
  const isPlain = arms.every(({ arm }) => arm.endsWith("/default"));
  const countOf = (suite: string): number => arms.filter((one) => one.suite === suite).length;
  return ({ suite, arm }) => {
    const own = safeLine(isPlain ? arm.slice(0, -"/default".length) : arm, 80);
    if (isOneSuite) return own;
    return countOf(suite) === 1 ? safeLine(suite, 80) : `${safeLine(suite, 40)} ${own}`;
  };
}

function chosen(arms: readonly ArmProgress[]): ArmProgress[] {
  if (arms.length <= MAX_LINES) return [...arms];
  const rank = (arm: ArmProgress): number => {
    if (!arm.canPass) return 0;
    return arm.done > 0 && arm.done < arm.total ? 1 : 2;
  };
  const ranked = arms
    .map((arm, index) => ({ arm, index }))
    .sort((a, b) => rank(a.arm) - rank(b.arm) || a.index - b.index);
  return ranked
    .slice(0, MAX_LINES - 1)
    .sort((a, b) => a.index - b.index)
    .map(({ arm }) => arm);
}

function othersLine(arms: readonly ArmProgress[], shown: readonly ArmProgress[]): Line[] {
  const others = arms.filter((arm) => !shown.includes(arm));
  if (others.length === 0) return [];
  const done = others.reduce((sum, arm) => sum + arm.done - arm.skipped, 0);
  const total = others.reduce((sum, arm) => sum + arm.total, 0);
  const text = `  … and ${others.length} more arms  ${formatCount(done)}/${formatCount(total)}`;
  return [[{ text, tone: "quiet" }]];
}

/** An arm that is through has its mark; whether its gate passes is for the report to say. */
function mark({ canPass, done, skipped, total }: ArmProgress): string {
  if (!canPass) return "✗";
  return done - skipped >= total ? "·" : " ";
}

function toneOf({ canPass }: ArmProgress): Tone {
  return canPass ? "plain" : "bad";
}

function bar({ done, skipped, total }: ArmProgress, cells: number): string {
  const filled = total === 0 ? 0 : Math.floor(Math.min(1, (done - skipped) / total) * cells);
  return "━".repeat(filled) + "╌".repeat(cells - filled);
}

function rateParts({ passed, failed, limit }: ArmProgress): Part[] {
  if (passed + failed === 0) return [];
  const gate = limit === null ? "" : ` (gate ${formatPercent(limit).replace(".0%", "%")})`;
  return [{ text: `${formatPercent(passed / (passed + failed))}${gate}`, tone: "strong" }];
}

/** As many parts as the width holds. */
function fitted(parts: readonly Part[], width: number): Part[] {
  let room = width;
  return parts.filter(({ text }) => {
    room -= displayWidth(text) + 2;
    return room >= -2;
  });
}
