import type { ApiVersion } from "./run/provider.ts";
import type { JsonObject } from "./values/json.ts";
import type { Place } from "./values/problem.ts";
import type { TextSource } from "./values/text-source.ts";

/** What a judge may be shown of a case and its answer. `tools`: the calls of the answer; `turns`: the conversation before. */
export type Seen = "system" | "input" | "output" | "tools" | "reference" | "turns";

/** The word of every menu with which a judge says that it cannot tell. */
export const UNSURE = "unsure";

/** Who answers a judge's questions: a model with its settings, as it is sent. */
export interface JudgeSender {
  /** The API's id, aliases resolved. */
  readonly model: string;
  /** API body fields beside model, system and messages. */
  readonly settings: JsonObject;
  readonly settingPlaces: ReadonlyMap<string, Place>;
  readonly headers: Readonly<Record<string, string>>;
  readonly apiVersion: ApiVersion;
  /** The endpoint that answers for it, by its name in the config; null: the run's. */
  readonly endpoint: string | null;
  /** The rate-limit bucket. */
  readonly bucket: string;
  /** Does the model take a schema for its answer? Otherwise its verdict is read from a last line. */
  readonly isStructured: boolean;
  readonly place: Place;
}

/** How the verdicts on criteria become one. */
export type Combine =
  | { readonly kind: "all" | "any" }
  | { readonly kind: "at_least"; readonly count: number }
  /** The score is the share of the criteria that hold; it passes from `passAt` on. */
  | { readonly kind: "mean"; readonly passAt: number };

/** What a judge may answer. */
export type Menu =
  /** `texts`: what the suite says that they mean; null: nothing, the rubric holds or it does not. */
  | { readonly kind: "verdicts"; readonly texts: { readonly pass: TextSource; readonly fail: TextSource } | null }
  /** Grades by name with their scores, 0 to 1; a score of at least `passAt` passes. */
  | { readonly kind: "choices"; readonly scores: Readonly<Record<string, number>>; readonly passAt: number }
  /** A verdict each. */
  | { readonly kind: "criteria"; readonly texts: Readonly<Record<string, TextSource>>; readonly combine: Combine }
  /** Which of two answers is the better one. */
  | { readonly kind: "pair" };

/** What a menu says of its verdicts or criteria, by name. */
export function meaningTexts(menu: Menu): Readonly<Record<string, TextSource>> {
  if (menu.kind === "verdicts") return menu.texts ?? {};
  return menu.kind === "criteria" ? menu.texts : {};
}

/** What its labels must show before a gate counts a judge; null: no floor. */
export interface JudgeRequirement {
  readonly right: number;
  readonly wrong: number;
  readonly sensitivity: number | null;
  readonly specificity: number | null;
}

/** A simulated judge that errs as often as said. */
export interface SimulatedJudge {
  readonly sensitivity: number;
  readonly specificity: number;
  readonly seed: number;
  /** What differs on an arm, by its id, label, model or prompt (the most specific wins). */
  readonly arms: Readonly<Record<string, { readonly sensitivity?: number; readonly specificity?: number }>>;
}

/** A judge, whole and checked: what is asked of whom, and what its answer means. */
export interface Judge {
  readonly name: string;
  /** Hash (16 hex digits) of models, settings, texts as written and everything else that decides what is asked and how it is read. */
  readonly hash: string;
  /** Hash of the texts that people label by: of verdicts, choices or criteria. Labels of another one are stale. */
  readonly textsHash: string;
  /** Do its texts read variables of the case? Then what a label is of covers those too. */
  readonly readsCase: boolean;
  /** One, or a panel of several. */
  readonly senders: readonly JudgeSender[];
  /** How many senders must say the same. */
  readonly agree: number;
  /** How often each sender is asked: odd, its majority speaks. */
  readonly repeats: number;
  /** What is judged; of a judge of pairs, what makes an answer the better one. Null: the menu says it all. */
  readonly rubric: TextSource | null;
  readonly menu: Menu;
  readonly see: readonly Seen[];
  /** Does the suite say what it sees? Otherwise a reference that the rubric does not read is shown too. */
  readonly isSeeGiven: boolean;
  readonly needsQuote: boolean;
  /** The file of people's verdicts, absolute; it need not exist yet. */
  readonly labels: string | null;
  /** `none`: the judge is believed as it is. */
  readonly require: JudgeRequirement | "none";
  readonly simulate: SimulatedJudge | null;
  readonly place: Place;
}

/** All judges of a suite that may be asked: those of its checks, and that of pairs. */
export function judgesAsked(suite: {
  readonly judges: readonly Judge[];
  readonly prefer: Judge | null;
}): readonly Judge[] {
  return suite.prefer === null ? suite.judges : [...suite.judges, suite.prefer];
}

/** How a judge of this check alone is called in records. */
export const AD_HOC = "ad hoc";

/** What a judge is simulated with, beside a bare verdict, a list by trial and a whole reply: `truth` draws from the judge's error rates. */
export const OPINION_KEYS: readonly string[] = [
  "verdict",
  "evidence",
  "reasoning",
  "criteria",
  "truth",
  "arms",
  "votes",
];

/** How a simulated judge of pairs names who wins: the side, whatever the order, or the place, whoever stands there. */
export const PAIR_WORDS: readonly string[] = ["candidate", "baseline", "tie", "first", "second"];
