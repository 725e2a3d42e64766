import { formatCount } from "../../../base/figures.ts";
import type { CheckSummary } from "../../../domain/formats/records.ts";
import type { SuiteHead } from "../../../domain/reporter.ts";
import { escapeHtml } from "../pieces/escape.ts";
import { shortArmNames } from "../../words/arm-names.ts";
import { htmlTable } from "../pieces/table.ts";

const MAX_CHECKS = 100;

/** Which check fails how often: a row a check, those first that fail most, a column an arm. Empty when none fails. */
export function checksTable({ arms }: SuiteHead): string {
  const byName = new Map<string, Map<string, CheckSummary>>();
  for (const { id, checks } of arms) {
    for (const check of checks) {
      const name = check.name === check.type ? check.type : `${check.name} (${check.type})`;
      byName.set(name, (byName.get(name) ?? new Map<string, CheckSummary>()).set(id, check));
    }
  }
  const failures = (of: ReadonlyMap<string, CheckSummary>): number =>
    [...of.values()].reduce((sum, { failed }) => sum + failed, 0);
  const failing = [...byName]
    .filter(([, of]) => failures(of) > 0)
    .toSorted(([, a], [, b]) => failures(b) - failures(a));
  if (failing.length === 0) return "";
  const names = shortArmNames(arms);
  const rows = failing
    .slice(0, MAX_CHECKS)
    .map(([name, of]) => [`<bdi>${escapeHtml(name, 200)}</bdi>`, ...arms.map(({ id }) => checkCell(of.get(id)))]);
  const left = failing.length - rows.length;
  const more = left > 0 ? `<p>… and ${left} more</p>` : "";
  const head = ["check", ...arms.map(({ id }) => `<bdi>${escapeHtml(names.get(id) ?? id, 200)}</bdi>`)];
  return `<h4>Which checks fail</h4>${htmlTable({ caption: "Failures by check", head, rows })}${more}`;
}

function checkCell(check: CheckSummary | undefined): string {
  if (check === undefined) return "–";
  const { passed, failed, undecided } = check;
  const words = `${formatCount(failed)} of ${formatCount(passed + failed + undecided)}`;
  return failed === 0 ? `<span class="quiet">${words}</span>` : `<span class="bad">${words}</span>`;
}
