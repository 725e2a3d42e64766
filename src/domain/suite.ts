import type { CheckType } from "./check.ts";
import type { Judge } from "./judge.ts";
import type { Json, JsonObject } from "./values/json.ts";
import type { BlockSource, ContentSource, MessageSource } from "./values/content-source.ts";
import type { Place, Pointer } from "./values/problem.ts";
import type { TextSource } from "./values/text-source.ts";
import type { SuiteMeter } from "./run/metering.ts";
import type { ApiVersion } from "./run/provider.ts";
import type { Target } from "./run/target.ts";

export type { BlockSource, ContentSource, MessageSource, TextSource };

/** One model with its settings and one prompt variant. */
export interface Arm {
  /** `LABEL/PROMPT`. */
  readonly id: string;
  readonly label: string;
  /** The API's id, aliases of the config resolved. */
  readonly model: string;
  readonly prompt: string;
  readonly system: ContentSource | null;
  /** Empty for an arm that only serves cases with turns. */
  readonly messages: readonly MessageSource[];
  /** API body fields beside model, system and messages; `request` merged in. */
  readonly settings: JsonObject;
  readonly droppedSettings: readonly string[];
  /** Where each body field was last said. */
  readonly settingPlaces: ReadonlyMap<string, Place>;
  readonly headers: Readonly<Record<string, string>>;
  readonly apiVersion: ApiVersion;
  /** The endpoint that answers for this arm alone, by its name in the config; null: the run's. */
  readonly endpoint: string | null;
  /** The rate-limit bucket. */
  readonly bucket: string;
  readonly place: Place;
  /** What answers in place of a model, which then is its name. Absent: the model. */
  readonly target?: Target;
}

export type Extraction =
  | { readonly kind: "whole" }
  | { readonly kind: "last_line" }
  | { readonly kind: "tag"; readonly tag: string }
  | { readonly kind: "pattern"; readonly pattern: string; readonly match?: "first" | "last" }
  | { readonly kind: "json_path"; readonly path: string };

/** `answer:` as written: what text checks look at. */
export interface AnswerSource {
  readonly extraction: Extraction;
  readonly place: Place;
}

/** A check as written, files spliced; `args` may hold templates. */
export interface CheckSource {
  readonly type: CheckType;
  readonly args: Json;
  readonly name: string | null;
  readonly weight: number;
  readonly required: boolean;
  /** null: not said (the last turn; for costs and times the whole trial). */
  readonly turn: number | "last" | "each" | null;
  readonly on: Extraction | null;
  /** The whole item, for its place: pointers of problems are relative to the check key's value. */
  readonly place: Place;
}

/** `simulate:` as written. */
export interface SimulateSource {
  readonly value: Json;
  readonly place: Place;
}

export interface ToolResultSource {
  readonly when: JsonObject | null;
  readonly content: ContentSource;
  readonly isError: boolean;
}

/** What is expected of answers to one prompt variant alone. */
export interface PromptExpectation {
  readonly answer: AnswerSource | null;
  readonly checks: readonly CheckSource[];
}

export type ToolResultsSource = Readonly<Record<string, readonly ToolResultSource[]>>;

/** A variable as written: data, a file's text, several files' texts, or a template (data entries only). */
export interface VarSource {
  readonly value: Json;
  readonly place: Place;
  /** Paths inside are relative to this folder. */
  readonly baseDir: string;
}

export interface TurnSource {
  readonly user: ContentSource;
  readonly checks: readonly CheckSource[];
  readonly answer: AnswerSource | null;
  readonly simulate: SimulateSource | null;
  readonly simulateJudge: SimulateSource | null;
  readonly toolResults: ToolResultsSource;
  readonly place: Place;
}

/** One case as written, before its row (or matrix values) is rendered into it. */
export interface CaseSeed {
  readonly id: TextSource | null;
  /** Rows and matrix values in scope of `id`, `tags`, `vars` and paths, and part of the case's vars; null for a plain case. */
  readonly row: JsonObject | null;
  readonly tags: readonly TextSource[];
  /** What the case stands or falls with; null: nothing, it is a case of its own. */
  readonly cluster: TextSource | null;
  readonly vars: Readonly<Record<string, VarSource>>;
  readonly turns: readonly TurnSource[];
  readonly checks: readonly CheckSource[];
  /** `expect: { only }`: the suite's checks do not apply. */
  readonly replacesSuiteChecks: boolean;
  readonly answer: AnswerSource | null;
  readonly simulate: SimulateSource | null;
  readonly simulateJudge: SimulateSource | null;
  readonly skip: string | null;
  readonly quarantine: string | null;
  readonly trials: number | null;
  readonly minScore: number | null;
  readonly toolResults: ToolResultsSource;
  readonly place: Place;
}

export interface PassRateGate {
  readonly arms: readonly string[] | null;
  readonly passRate: number | null;
  readonly confidence: number | null;
  readonly casePassRate: number | null;
  readonly meanScore: number | null;
  readonly byTag: Readonly<Record<string, { readonly passRate: number }>>;
  readonly maxCostUsd: number | null;
  readonly maxCostPerTrialUsd: number | null;
  readonly maxP95LatencyMs: number | null;
  readonly notWorseThan: NotWorseThan | null;
  /** What is asked of the answers that a judge has judged. */
  readonly byJudge: Readonly<Record<string, { readonly passRate: number; readonly confidence: number | null }>>;
  readonly onInconclusive: "pass" | "fail" | null;
  readonly note: string | null;
}

export interface NotWorseThan {
  /** At most one of the two: an absolute path, or an arm of this suite. With neither, `--baseline` says which file. */
  readonly baseline: string | null;
  readonly arm: string | null;
  /** What is compared: shares of trials that pass, or mean scores. */
  readonly on: "pass_rate" | "score";
  readonly margin: number;
  readonly alpha: number;
  readonly minPaired: number;
  /** Candidate arm → baseline arm. */
  readonly arms: Readonly<Record<string, string>>;
}

/** `default`: every trial passes. `none`: report without a verdict. */
export type Gate =
  | { readonly kind: "default" }
  | { readonly kind: "none" }
  | ({ readonly kind: "rules" } & PassRateGate);

export interface SuiteLimits {
  readonly maxCostUsd: number | null;
  readonly concurrency: number;
  readonly timeoutMs: number;
  readonly maxAttempts: number;
  readonly maxToolRounds: number;
  readonly rpm: number | null;
  readonly itpm: number | null;
  readonly otpm: number | null;
  /** Of every limit that responses tell of, 0..1; null: all of it. */
  readonly share: number | null;
}

/** A suite, whole and checked: what the later stages work on. */
export interface Suite {
  readonly name: string;
  readonly description: string | null;
  /** Absolute path, the path to show (relative to the working folder, with forward slashes), and where a part of it is said. */
  readonly file: string;
  readonly displayFile: string;
  readonly placeOf: (pointer: Pointer, at: "key" | "value") => Place;
  /** No file outside is read. */
  readonly root: string;
  readonly arms: readonly Arm[];
  readonly vars: Readonly<Record<string, VarSource>>;
  readonly trials: number;
  readonly answer: AnswerSource | null;
  readonly minScore: number | null;
  readonly checks: readonly CheckSource[];
  /** By prompt variant, those of them that say something; also of variants that no arm has now. */
  readonly promptExpectations: Readonly<Record<string, PromptExpectation>>;
  /** The judges that its checks ask, those of one check alone among them; the judge of pairs is not. */
  readonly judges: readonly Judge[];
  /** Are answers judged that have failed a required rule? */
  readonly judgesAll: boolean;
  /** Are judges taken to err alike on both arms of `not_worse_than`? */
  readonly judgeErrorsAreEqual: boolean;
  /** The judge that says which answer of a pair is the better one; null: pairs are not judged. */
  readonly prefer: Judge | null;
  readonly toolResults: ToolResultsSource;
  readonly compare: "model" | "target" | "prompt" | "first" | "none";
  /** How the calls of its targets are metered. */
  readonly meter: SuiteMeter;
  readonly gate: Gate;
  readonly limits: SuiteLimits;
  /** Does a variable bear on what cases are asked, or on what is made of their answers? */
  isAsked(name: string): boolean;
  /** The files that its cases are rows of. */
  readonly dataFiles: readonly string[];
  /** Every case in file order, data rows streamed; may be opened again and again. A row that cannot be read ends as a thrown SeedProblem. */
  openCases(): AsyncIterable<CaseSeed>;
}
