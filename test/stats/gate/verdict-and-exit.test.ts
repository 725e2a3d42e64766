import { expect, test } from "vitest";
import type { RunVerdict } from "../../../src/domain/formats/records.ts";
import { type RunEnding, verdictAndExit } from "../../../src/stats/gate/verdict-and-exit.ts";
import { suite } from "../../helpers/report-fixtures.ts";

const quiet: RunEnding = {
  fatal: null,
  signal: null,
  overBudget: false,
  pending: false,
  unwritable: false,
  failOnInconclusive: false,
  strict: null,
};
const clean = { missingAnswers: 0, reusedAnswers: 0, undecidedChecks: 0 };

interface Row {
  readonly name: string;
  readonly suites: readonly RunVerdict[];
  readonly ending?: Partial<RunEnding>;
  readonly onInconclusive?: "pass" | "fail" | null;
  readonly wanted: readonly [RunVerdict, number];
}

const rows: readonly Row[] = [
  { name: "all pass", suites: ["pass", "pass"], wanted: ["pass", 0] },
  { name: "no suite at all", suites: [], wanted: ["incomplete", 3] },
  { name: "one fails", suites: ["pass", "fail", "incomplete"], wanted: ["fail", 1] },
  { name: "one is incomplete", suites: ["pass", "incomplete", "inconclusive"], wanted: ["incomplete", 3] },
  { name: "inconclusive is green unless told", suites: ["pass", "inconclusive"], wanted: ["inconclusive", 0] },
  {
    name: "inconclusive, told by flag",
    suites: ["inconclusive"],
    ending: { failOnInconclusive: true },
    wanted: ["inconclusive", 5],
  },
  {
    name: "inconclusive, told by the gate",
    suites: ["inconclusive"],
    onInconclusive: "fail",
    wanted: ["inconclusive", 5],
  },
  {
    name: "A11: the command line wins over the gate's pass",
    suites: ["inconclusive"],
    onInconclusive: "pass",
    ending: { failOnInconclusive: true },
    wanted: ["inconclusive", 5],
  },
  {
    name: "A11: the gate's pass without the flag",
    suites: ["inconclusive"],
    onInconclusive: "pass",
    wanted: ["inconclusive", 0],
  },
  {
    name: "wrong input over all",
    suites: ["fail"],
    ending: { fatal: "input", signal: "SIGINT" },
    wanted: ["incomplete", 2],
  },
  { name: "a bug", suites: ["pass"], ending: { fatal: "bug" }, wanted: ["incomplete", 70] },
  {
    name: "SIGINT before a proven failure",
    suites: ["fail"],
    ending: { signal: "SIGINT" },
    wanted: ["interrupted", 130],
  },
  { name: "SIGTERM", suites: ["pass"], ending: { signal: "SIGTERM" }, wanted: ["interrupted", 143] },
  { name: "a proven failure before the budget", suites: ["fail"], ending: { overBudget: true }, wanted: ["fail", 1] },
  {
    name: "the budget before all else",
    suites: ["incomplete"],
    ending: { overBudget: true, pending: true },
    wanted: ["over_budget", 4],
  },
  { name: "a suite over its budget", suites: ["pass", "over_budget"], wanted: ["over_budget", 4] },
  { name: "a pending batch", suites: ["pending", "incomplete"], wanted: ["pending", 6] },
  { name: "unwritable report", suites: ["pass"], ending: { unwritable: true }, wanted: ["pass", 3] },
  { name: "strict and clean", suites: ["pass"], ending: { strict: clean }, wanted: ["pass", 0] },
  {
    name: "strict: a missing answer",
    suites: ["pass"],
    ending: { strict: { ...clean, missingAnswers: 1 } },
    wanted: ["incomplete", 3],
  },
  {
    name: "strict: a reused answer",
    suites: ["pass"],
    ending: { strict: { ...clean, reusedAnswers: 1 } },
    wanted: ["incomplete", 3],
  },
  {
    name: "strict: an undecided check",
    suites: ["pass"],
    ending: { strict: { ...clean, undecidedChecks: 1 } },
    wanted: ["incomplete", 3],
  },
  {
    name: "strict: a failure is still a failure",
    suites: ["fail"],
    ending: { strict: { ...clean, missingAnswers: 1 } },
    wanted: ["fail", 1],
  },
];

test.each(rows)("$name: $wanted", ({ suites, ending, onInconclusive, wanted }) => {
  const ruled = suites.map((verdict) => ({ head: suite({ verdict }), onInconclusive: onInconclusive ?? null }));
  const { verdict, exitCode } = verdictAndExit(ruled, { ...quiet, ...ending });
  expect([verdict, exitCode]).toEqual(wanted);
});
