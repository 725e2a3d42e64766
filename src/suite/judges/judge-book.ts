import { nearestWord } from "../../base/nearest-word.ts";
import { mentionsOf } from "../../base/template-words.ts";
import { said } from "../../domain/diagnostics/said.ts";
import { AD_HOC, type Judge, type Menu } from "../../domain/judge.ts";
import { isJsonObject, type Json, type JsonObject } from "../../domain/values/json.ts";
import type { Pointer } from "../../domain/values/problem.ts";
import type { TextSource } from "../../domain/values/text-source.ts";
import type { JudgeSpec } from "../../domain/formats/suite-spec.ts";
import type { NamedJudges, Resolving } from "../sources/resolving.ts";
import type { JudgeSenderFacts } from "./judge-sender.ts";
import { resolveJudge } from "./resolve-judge.ts";

/** The judges of a suite while its checks are read. */
export interface OpenJudgeBook extends NamedJudges {
  /** The judge of pairs that `compare.prefer` names. */
  preferred(name: string | undefined): Judge | null;
  /** Those that checks ask, each once; of the suite's own that nothing asks it is said. */
  close(): readonly Judge[];
}

/** Judges as they are written, and where. */
export interface WrittenJudges {
  readonly specs: Readonly<Record<string, JudgeSpec>>;
  readonly at: Resolving;
  readonly pointer: Pointer;
}

interface Entry {
  readonly judge: Judge | null;
  readonly isShared: boolean;
  isAsked: boolean;
}

/** Resolves the judges of a suite, and those of the config that it asks (`shared`; the suite's win, then the first). */
export function openJudgeBook(
  own: WrittenJudges,
  shared: readonly WrittenJudges[],
  facts: JudgeSenderFacts,
): OpenJudgeBook {
  return new Book(own, shared, facts);
}

class Book implements OpenJudgeBook {
  private readonly entries = new Map<string, Entry>();
  private readonly adHoc = new Map<string, Judge>();
  private readonly facts: JudgeSenderFacts;
  private readonly at: Resolving;
  private readonly shared: readonly WrittenJudges[];

  constructor({ specs, at, pointer }: WrittenJudges, shared: readonly WrittenJudges[], facts: JudgeSenderFacts) {
    this.facts = facts;
    this.at = at;
    this.shared = shared;
    for (const [name, spec] of Object.entries(specs)) {
      const judge = resolveJudge(name, spec, { ...facts, pointer: [...pointer, name] }, at);
      this.entries.set(name, { judge, isShared: false, isAsked: false });
    }
  }

  checkArgs(args: Json, pointer: Pointer, at: Resolving): Json {
    if (typeof args === "string") return this.namedArgs(args, {}, pointer, at);
    if (!isJsonObject(args)) return args;
    const { use, reference, ...spec } = args;
    const given = reference === undefined ? {} : { reference };
    if (typeof use === "string") {
      const [stray] = Object.keys(spec);
      if (stray !== undefined)
        at.report({ ...said("bad-judge.use", { key: stray }), pointer: [stray], at: "key" }, pointer);
      return this.namedArgs(use, given, [...pointer, "use"], at);
    }
    const judge = resolveJudge(AD_HOC, spec, { ...this.facts, pointer }, at);
    if (judge === null) return args;
    this.adHoc.set(judge.hash, judge);
    return argsOf(judge, given, pointer, at);
  }

  preferred(name: string | undefined): Judge | null {
    if (name === undefined) return null;
    const pointer = ["compare", "prefer"];
    const judge = this.find(name, pointer, this.at);
    if (judge === null || judge.menu.kind === "pair") return judge;
    this.at.report({ ...said("bad-judge.not-pairs", { judge: name }), pointer: [] }, pointer);
    return null;
  }

  close(): readonly Judge[] {
    for (const [name, { judge, isShared, isAsked }] of this.entries) {
      if (isShared || isAsked) continue;
      const words = said("unused-judge", { name, isOfPairs: judge?.menu.kind === "pair" });
      this.at.report({ severity: "warning", ...words, pointer: ["judges", name], at: "key" }, []);
    }
    const asked = [...this.entries.values()].flatMap(({ judge, isAsked }) =>
      judge !== null && isAsked && judge.menu.kind !== "pair" ? [judge] : [],
    );
    return [...asked, ...this.adHoc.values()];
  }

  private namedArgs(name: string, given: JsonObject, pointer: Pointer, at: Resolving): Json {
    const judge = this.find(name, pointer, at);
    if (judge === null) return name;
    if (judge.menu.kind === "pair") {
      at.report({ ...said("bad-judge.pairs", { judge: name }), pointer: [] }, pointer);
      return name;
    }
    return argsOf(judge, given, pointer, at);
  }

  /** The judge of that name; null when there is none (reported) or when it is wrong itself. */
  private find(name: string, pointer: Pointer, at: Resolving): Judge | null {
    const entry = this.entries.get(name) ?? this.sharedEntry(name);
    if (entry === null) {
      const known = [...new Set([...this.entries.keys(), ...this.shared.flatMap(({ specs }) => Object.keys(specs))])];
      const problem = said("unknown-judge", { name, nearest: nearestWord(name, known), known });
      at.report({ ...problem, pointer: [] }, pointer);
      return null;
    }
    entry.isAsked = true;
    return entry.judge;
  }

  /** A judge of the config is looked at when a suite asks it. */
  private sharedEntry(name: string): Entry | null {
    const written = this.shared.find(({ specs }) => Object.hasOwn(specs, name));
    const spec = written?.specs[name];
    if (written === undefined || spec === undefined) return null;
    const { at, pointer } = written;
    const judge = resolveJudge(name, spec, { ...this.facts, pointer: [...pointer, name] }, at);
    const entry: Entry = { judge, isShared: true, isAsked: true };
    this.entries.set(name, entry);
    return entry;
  }
}

/** The hash stands for all that the judge is, so that a changed rubric is a changed check. */
function argsOf(judge: Judge, given: JsonObject, pointer: Pointer, at: Resolving): Json {
  const { hash, name, see, isSeeGiven, rubric } = judge;
  const isGiven = given["reference"] !== undefined;
  const isShown = isSeeGiven && see.includes("reference");
  const needsReference = isShown || readsReference(rubric);
  if (needsReference && !isGiven) {
    at.report({ ...said("bad-judge.no-reference", { judge: name }), pointer: [] }, pointer);
  }
  const isLost = isGiven && isSeeGiven && !needsReference && !meaningsOf(judge.menu).some(readsReference);
  if (isLost) at.report({ severity: "warning", ...said("unread-reference", { judge: name }), pointer: [] }, pointer);
  return { judge: hash, name, ...given };
}

function readsReference(text: TextSource | null): boolean {
  return text !== null && text.isTemplate && mentionsOf(text.text).mentions("reference");
}

/** What the suite says that verdicts or criteria mean. */
function meaningsOf(menu: Menu): readonly TextSource[] {
  return menu.kind === "verdicts" || menu.kind === "criteria" ? Object.values(menu.texts ?? {}) : [];
}
