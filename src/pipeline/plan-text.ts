import { formatCount, formatUsd, plural } from "../base/figures.ts";
import { displayWidth } from "../base/display-width.ts";
import { toUsd } from "../domain/money.ts";
import type { Selection } from "../plan/select-cases.ts";
import { streamCases } from "./case-stream.ts";
import type { ArmForecast } from "./arm-forecast.ts";
import type { CheckedSuite } from "./preflight.ts";

/** What a run of this suite would send, in words: cases × arms × trials, input tokens expected, cost at worst. */
export function planText({ loaded, cases, trials, arms }: CheckedSuite): string {
  const { suite } = loaded;
  const head = `${suite.displayFile}: ${plural(cases, "case")}, ${plural(arms.length, "arm")}, ${plural(trials, "trial")}`;
  const width = Math.max(...arms.map(({ arm }) => displayWidth(arm.id)));
  const lines = arms.map((forecast) => `  ${armLine(forecast, width)}`);
  const cap = suite.limits.maxCostUsd;
  const limit = cap === null ? [] : [`  the suite's limit: ${formatUsd(cap)}`];
  return `${[head, ...lines, ...limit].join("\n")}\n`;
}

const WHY_UNKNOWN: Readonly<Record<string, string>> = {
  "unknown-price": "unknown (no price)",
  "open-ended-cost": "unknown (a server tool without `max_uses`)",
  "uncounted-attachment": "unknown (attachments are counted when a run has a cap)",
};

function armLine({ arm, trials, inputTokens, worstPico, unbounded }: ArmForecast, width: number): string {
  const worst = worstPico === null ? (WHY_UNKNOWN[unbounded?.code ?? ""] ?? "unknown") : formatUsd(toUsd(worstPico));
  const id = arm.id + " ".repeat(width - displayWidth(arm.id));
  return `${id}  ${plural(trials, "trial")}, about ${formatCount(inputTokens)} input tokens, cost at worst ${worst}`;
}

/** The cases of a suite, one a line: id, tags, trials, and why one is left out. */
export async function* caseLines(suite: CheckedSuite, selection: Selection): AsyncIterable<string> {
  for await (const streamed of streamCases(suite.loaded, selection, suite.shared)) {
    if (!streamed.ok) continue;
    const { id, tags, trials, skip, quarantine } = streamed.planned;
    const notes = [
      ...(tags.length === 0 ? [] : [`[${tags.join(", ")}]`]),
      ...(trials === 1 ? [] : [`× ${trials}`]),
      ...(skip === null ? [] : [`skipped: ${skip}`]),
      ...(quarantine === null ? [] : [`quarantined: ${quarantine}`]),
    ];
    yield `  ${[id, ...notes].join("  ")}\n`;
  }
}
