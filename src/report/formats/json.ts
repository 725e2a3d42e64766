import type { Reporter, ReportHead, SuiteHead } from "../../domain/reporter.ts";
import { inertJson } from "../../base/inert.ts";
import { arrange } from "./arrange.ts";
import { HEAD_LAYOUT, SUITE_LAYOUT } from "./report-layout.ts";
import { trialJson } from "./trial-json.ts";

/**
 * The report as one JSON document (docs/reports.md, schemas/report.schema.json): keys in the schema's order, one line a
 * trial, read and written one by one. Equal reports give equal bytes.
 */
export const json: Reporter = async function* (head, trials) {
  yield `${headStart(head)},\n"suites":[`;
  for (const [index, suite] of head.suites.entries()) {
    yield `${index === 0 ? "" : ","}\n${suiteStart(suite)},"trials":[`;
    let separator = "\n";
    for await (const trial of trials(index)) {
      yield separator + inertJson(trialJson(trial));
      separator = ",\n";
    }
    yield "\n]}";
  }
  yield "\n]}\n";
};

/** Everything before the suites, without the closing brace. */
function headStart(head: ReportHead): string {
  const { suites: _suites, ...layout } = HEAD_LAYOUT;
  return withoutBrace(JSON.stringify(arrange(head, layout)));
}

function suiteStart(suite: SuiteHead): string {
  return withoutBrace(JSON.stringify(arrange(suite, SUITE_LAYOUT)));
}

function withoutBrace(object: string): string {
  return inertJson(object.slice(0, -1));
}
