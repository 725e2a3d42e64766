import { resolve } from "node:path";
import { said } from "../../domain/diagnostics/said.ts";
import { ownMember } from "../../base/own-member.ts";
import { hashValue } from "../../base/hash.ts";
import { mentionsOf } from "../../base/template-words.ts";
import {
  type Judge,
  type JudgeRequirement,
  type JudgeSender,
  meaningTexts,
  type Menu,
  type Seen,
} from "../../domain/judge.ts";
import type { TextSource } from "../../domain/suite.ts";
import type { Pointer } from "../../domain/values/problem.ts";
import type { JudgeSpec, RubricSpec } from "../../domain/formats/suite-spec.ts";
import { fileText, writtenText } from "../resolve/content-source.ts";
import type { Resolving } from "../sources/resolving.ts";
import { judgeMenu } from "./judge-menu.ts";
import { type JudgeSenderFacts, judgeSenders } from "./judge-sender.ts";
import { reportPairJudge } from "./pair-problems.ts";
import { reportPolarity } from "./rubric-polarity.ts";

const DIGITS = 16;
const DEFAULT_SEE: readonly Seen[] = ["input", "output"];
const DEFAULT_LABELS = 20;
/** Bump when equal judges would be asked differently. */
const FORMAT = 1;

/** A judge as written at `pointer`, whole; null when it cannot be asked (reported). */
export function resolveJudge(
  name: string,
  spec: JudgeSpec,
  { pointer, ...facts }: JudgeSenderFacts & { readonly pointer: Pointer },
  at: Resolving,
): Judge | null {
  const senders = judgeSenders(spec, modelNames(spec, facts.aliases, pointer, at), { ...facts, pointer }, at);
  const agree = agreement(spec, pointer, at);
  const repeats = spec.repeats ?? 1;
  if (repeats % 2 === 0) at.report({ ...said("bad-judge.repeats", { repeats }), pointer: ["repeats"] }, pointer);
  const menu = judgeMenu(spec, pointer, at);
  const rubric = rubricText(spec, pointer, at);
  const see = spec.see ?? DEFAULT_SEE;
  if (menu?.kind === "pair") reportPairJudge(spec, pointer, at);
  if (!see.includes("output") && !see.includes("turns")) {
    at.report({ ...said("bad-judge.blind"), pointer: ["see"] }, pointer);
  }
  if (menu?.kind === "choices" || (menu?.kind === "verdicts" && menu.texts === null)) {
    if (spec.rubric === undefined) at.report({ ...said("bad-judge.asks-nothing"), pointer: [] }, pointer);
    else if (rubric !== null && menu.kind === "verdicts") reportPolarity(rubric, at);
  }
  if (menu === null || senders.length === 0) return null;
  const needsQuote = spec.quote === "required";
  const asked = { senders: senders.map(sentBy), agree, repeats, rubric: textOf(rubric), menu: menuTexts(menu), see };
  return {
    name,
    hash: hashValue([FORMAT, asked, needsQuote]).slice(0, DIGITS),
    textsHash: hashValue(labelledTexts(menu)).slice(0, DIGITS),
    readsCase: readsVariables(rubric, menu),
    senders,
    agree,
    repeats,
    rubric,
    menu,
    see,
    isSeeGiven: spec.see !== undefined,
    needsQuote,
    labels: spec.labels === undefined ? null : labelsPath(spec.labels, pointer, at),
    require: requirement(spec.require),
    simulate: spec.simulate === undefined ? null : { seed: 1, arms: {}, ...spec.simulate },
    place: at.place(pointer),
  };
}

function modelNames(
  spec: JudgeSpec,
  aliases: JudgeSenderFacts["aliases"],
  pointer: Pointer,
  at: Resolving,
): { name: string; pointer: Pointer }[] {
  const { model, panel } = spec;
  if (model !== undefined && panel !== undefined) {
    const problem = said("bad-judge.two-forms", { first: "model", second: "panel" });
    at.report({ ...problem, pointer: ["panel"], at: "key" }, pointer);
  }
  if (panel !== undefined) {
    const meant = panel.map((name) => ownMember(aliases, name) ?? name);
    const twice = meant.findIndex((name, index) => meant.indexOf(name) < index);
    if (twice >= 0) {
      at.report({ ...said("bad-judge.panel", { model: meant[twice] ?? "" }), pointer: ["panel", twice] }, pointer);
    }
    return panel.map((name, index) => ({ name, pointer: [...pointer, "panel", index] }));
  }
  if (model === undefined) at.report({ ...said("bad-judge.model"), pointer: [] }, pointer);
  return model === undefined ? [] : [{ name: model, pointer: [...pointer, "model"] }];
}

/** How many of a panel must agree: by default more than half. */
function agreement({ agree, panel = [] }: JudgeSpec, pointer: Pointer, at: Resolving): number {
  const majority = Math.floor(Math.max(1, panel.length) / 2) + 1;
  if (agree === undefined) return Math.min(majority, Math.max(1, panel.length));
  if (panel.length === 0 || agree > panel.length || agree < majority) {
    at.report({ ...said("bad-judge.agree", { agree, panel: panel.length }), pointer: ["agree"] }, pointer);
  }
  return agree;
}

function rubricText({ rubric, prefer }: JudgeSpec, pointer: Pointer, at: Resolving): TextSource | null {
  const key = prefer === undefined ? "rubric" : "prefer";
  const written: RubricSpec | undefined = prefer ?? rubric;
  if (written === undefined) return null;
  if (typeof written === "string") return writtenText(written, [...pointer, key], at);
  return fileText(written, [...pointer, key], at);
}

/** The file that a judge names, absolute. One that is not there yet is no problem: people have not labelled. */
function labelsPath(path: string, pointer: Pointer, at: Resolving): string {
  const resolved = at.files.placeFor(path, at.baseDir);
  if (resolved.ok) return resolved.value;
  at.report(resolved.problem, [...pointer, "labels"]);
  return resolve(at.baseDir, path);
}

function requirement(spec: JudgeSpec["require"]): JudgeRequirement | "none" {
  if (typeof spec === "string") return "none";
  const { right = DEFAULT_LABELS, wrong = DEFAULT_LABELS, sensitivity = null, specificity = null } = spec ?? {};
  return { right, wrong, sensitivity, specificity };
}

/** Where it is asked is part of who it is; the run's own endpoint is not. */
function sentBy({ model, settings, headers, apiVersion, isStructured, endpoint }: JudgeSender): unknown {
  return { model, settings, headers, apiVersion, isStructured, ...(endpoint === null ? {} : { endpoint }) };
}

function textOf(source: TextSource | null): unknown {
  return source === null ? null : [source.text, source.isTemplate];
}

function menuTexts(menu: Menu): unknown {
  if (menu.kind === "criteria") return [menu.kind, entriesOf(menu.texts), menu.combine];
  if (menu.kind === "choices") return [menu.kind, Object.entries(menu.scores), menu.passAt];
  return [menu.kind, menu.kind === "verdicts" && menu.texts !== null ? entriesOf(menu.texts) : null];
}

/** What people label by: the scores of choices, and how criteria are combined, change no label. */
function labelledTexts(menu: Menu): unknown {
  if (menu.kind === "choices") return [menu.kind, Object.keys(menu.scores)];
  return menu.kind === "criteria" ? [menu.kind, entriesOf(menu.texts)] : menuTexts(menu);
}

function readsVariables(rubric: TextSource | null, menu: Menu): boolean {
  const texts = [...(rubric === null ? [] : [rubric]), ...Object.values(meaningTexts(menu))];
  return mentionsOf(texts.filter(({ isTemplate }) => isTemplate).map(({ text }) => text)).words.size > 0;
}

function entriesOf(texts: Readonly<Record<string, TextSource>>): unknown {
  return Object.entries(texts).map(([name, source]) => [name, textOf(source)]);
}
