import { said } from "../../domain/diagnostics/said.ts";
import { type Combine, type Menu, UNSURE } from "../../domain/judge.ts";
import type { Pointer } from "../../domain/values/problem.ts";
import type { JudgeSpec } from "../../domain/formats/suite-spec.ts";
import { inlineText } from "../resolve/content-source.ts";
import type { Resolving } from "../sources/resolving.ts";

const PASS_AT = 0.5;
const FORMS = ["verdicts", "choices", "criteria", "prefer"] as const;

/** What a judge may answer; null when that cannot be told (reported). */
export function judgeMenu(spec: JudgeSpec, pointer: Pointer, at: Resolving): Menu | null {
  const forms = FORMS.filter((form) => spec[form] !== undefined);
  const [first, second = spec.rubric !== undefined && (first === "criteria" || first === "prefer") ? "rubric" : null] =
    forms;
  if (first !== undefined && second !== null) {
    at.report({ ...said("bad-judge.two-forms", { first, second }), pointer: [second], at: "key" }, pointer);
    return null;
  }
  reportStray(spec, pointer, at);
  if (spec.prefer !== undefined) return { kind: "pair" };
  if (spec.criteria !== undefined) return criteriaMenu(spec, spec.criteria, pointer, at);
  if (spec.choices !== undefined) return choicesMenu(spec, spec.choices, pointer, at);
  if (spec.verdicts === undefined) return { kind: "verdicts", texts: null };
  const text = (verdict: "pass" | "fail", written: string): ReturnType<typeof inlineText> =>
    inlineText(written, [...pointer, "verdicts", verdict], at);
  const { pass, fail } = spec.verdicts;
  return { kind: "verdicts", texts: { pass: text("pass", pass), fail: text("fail", fail) } };
}

function reportStray(spec: JudgeSpec, pointer: Pointer, at: Resolving): void {
  const stray = (key: "combine" | "pass_at", needs: string): void =>
    at.report({ ...said("bad-judge.stray", { key, needs }), pointer: [key], at: "key" }, pointer);
  if (spec.combine !== undefined && spec.criteria === undefined) stray("combine", "`criteria`");
  const hasScores = spec.choices !== undefined || (spec.criteria !== undefined && spec.combine === "mean");
  if (spec.pass_at !== undefined && !hasScores) stray("pass_at", "`choices`, or `criteria` with `combine: mean`");
}

function choicesMenu(
  spec: JudgeSpec,
  written: NonNullable<JudgeSpec["choices"]>,
  pointer: Pointer,
  at: Resolving,
): Menu | null {
  const here = [...pointer, "choices"];
  const entries = Array.isArray(written)
    ? written.map((name): [string, null] => [name, null])
    : Object.entries(written);
  const without = entries.flatMap(([name, score]) => (score === null ? [name] : []));
  if (without.length > 0) at.report({ ...said("bad-judge.choices", { without }), pointer: [] }, here);
  const isNamed = hasGoodNames(
    entries.map(([name]) => name),
    "choice",
    here,
    at,
  );
  if (without.length > 0 || !isNamed) return null;
  const scores: Record<string, number> = Object.fromEntries(entries.map(([name, score]) => [name, score ?? 0]));
  const passAt = spec.pass_at ?? PASS_AT;
  const passing = Object.values(scores).filter((score) => score >= passAt).length;
  if (passing === 0 || passing === entries.length) {
    at.report({ ...said("bad-judge.one-sided", { passAt, all: passing === 0 ? "fail" : "pass" }), pointer: [] }, here);
  }
  return { kind: "choices", scores, passAt };
}

function criteriaMenu(
  spec: JudgeSpec,
  written: NonNullable<JudgeSpec["criteria"]>,
  pointer: Pointer,
  at: Resolving,
): Menu | null {
  const here = [...pointer, "criteria"];
  const names = Object.keys(written);
  if (!hasGoodNames(names, "criterion", here, at)) return null;
  const combine = combineOf(spec);
  if (combine.kind === "at_least" && combine.count > names.length) {
    const problem = said("bad-judge.at-least", { count: combine.count, criteria: names.length });
    at.report({ ...problem, pointer: ["combine", "at_least"] }, pointer);
  }
  if (combine.kind === "mean" && combine.passAt <= 0) {
    at.report({ ...said("bad-judge.mean", { passAt: combine.passAt }), pointer: ["pass_at"] }, pointer);
  }
  const texts = Object.entries(written).map(([name, text]) => [name, inlineText(text, [...here, name], at)] as const);
  return { kind: "criteria", texts: Object.fromEntries(texts), combine };
}

function combineOf({ combine = "all", pass_at: passAt = PASS_AT }: JudgeSpec): Combine {
  if (typeof combine !== "string") return { kind: "at_least", count: combine.at_least };
  if (combine === "mean") return { kind: "mean", passAt };
  return { kind: combine === "any" ? "any" : "all" };
}

/** Verdicts are compared without regard to case, and one word is taken. */
function hasGoodNames(
  names: readonly string[],
  kind: "choice" | "criterion",
  pointer: Pointer,
  at: Resolving,
): boolean {
  const folded = names.map((name) => name.trim().toLowerCase());
  const taken = names.find((_, index) => kind === "choice" && folded[index] === UNSURE);
  const isDoubled = new Set(folded).size < folded.length;
  if (taken === undefined && !isDoubled) return true;
  at.report({ ...said("bad-judge.name", { name: taken ?? "", kind }), pointer: [] }, pointer);
  return false;
}
