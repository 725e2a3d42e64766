import { inertJson } from "../../base/inert.ts";
import type {
  AnswerPair,
  ComparedSuite,
  ComparisonReport,
  MeasureDifference,
  ReportedComparison,
} from "../../domain/comparison-report.ts";
import type {
  AnswerPairRecord,
  ComparedSuiteRecord,
  ComparisonFile,
  MeasureRecord,
  ReportedComparisonRecord,
} from "../../domain/formats/records.ts";

const MEASURES: Readonly<Record<MeasureDifference["measure"], MeasureRecord["measure"]>> = {
  score: "score",
  costUsd: "cost_usd",
  latencyMs: "latency_ms",
  outputTokens: "output_tokens",
};

/** A comparison as one JSON document (schemas/comparison.schema.json), keys in the schema's order. */
export function comparisonJson(report: ComparisonReport): string {
  const { baseline, candidate, verdict, exitCode, sentence, notes, suites } = report;
  const file: ComparisonFile = {
    format: "prompt-run.comparison",
    format_version: 1,
    verdict,
    exit_code: exitCode,
    sentence,
    baseline: { source: baseline.source, replies: baseline.replies },
    candidate: { source: candidate.source, replies: candidate.replies },
    notes: [...notes],
    suites: suites.map(suiteRecord),
  };
  return `${inertJson(JSON.stringify(file, null, 2))}\n`;
}

function suiteRecord({ name, comparisons, differences }: ComparedSuite): ComparedSuiteRecord {
  return {
    name,
    comparisons: comparisons.map(comparisonRecord),
    differences: differences.map(({ what, arm, sentence, before = null, after = null }) => {
      return { what, arm, sentence, before, after };
    }),
  };
}

function comparisonRecord(reported: ReportedComparison): ReportedComparisonRecord {
  return {
    comparison: reported.comparison,
    measures: reported.measures.map(({ measure, cases, baseline, candidate, difference, low, high, level }) => {
      return { measure: MEASURES[measure], cases, baseline, candidate, difference, low, high, level };
    }),
    sentence: reported.sentence,
    regressed_answers: reported.regressed.map(pairRecord),
    improved_answers: reported.improved.map(pairRecord),
  };
}

function pairRecord({ caseId, baseline, candidate }: AnswerPair): AnswerPairRecord {
  return { case: caseId, baseline, candidate };
}
