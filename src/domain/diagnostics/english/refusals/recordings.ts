import type { Sentence } from "../../wording/sentence.ts";

/** Why a line of a file of recordings is none. */
export const RECORDINGS = {
  "recordings-shorter": (): string => "a file of recordings became shorter while it was read",
  "recording-damaged": ({
    file,
    line,
    why,
  }: {
    readonly file: string;
    readonly line: number;
    readonly why: Sentence;
  }): string => `${file}: line ${line} is damaged: ${why}`,
  "no-recording-of-call": (call: CallUnrecorded): string => unrecordedText(call),
  "two-recordings": ({ earlier }: { readonly earlier: number }): string =>
    `line ${earlier} has another answer to the same request, and one of the two must go`,
  "no-moment": (): string => "`recorded_at` is no moment",
  "no-recording": ({ pointer, fault }: { readonly pointer: string; readonly fault: RecordingFault }): string =>
    `it is no recording: ${faultText(fault, pointer === "" ? "" : ` at ${pointer}`)}`,
};

/** A call that no recording answers. */
interface CallUnrecorded {
  /** How many calls are recorded where it was looked for. */
  readonly recorded: number;
  /** How many of them are equal to it. */
  readonly equal: number;
  /** In which parts the nearest of them differs. */
  readonly different: readonly string[];
  /** Is it a call of an application that a suite asks? */
  readonly isTrial: boolean;
}

/** So many parts are named that differ. */
const MAX_NAMED = 4;

function unrecordedText({ recorded, equal, different, isTrial }: CallUnrecorded): string {
  const cure = "record it with a live run (`--reuse --record --max-cost USD` in place of `--offline`)";
  const where = isTrial ? "for its case" : "behind the meter";
  if (recorded === 0) return `no recording answers this request: none was recorded ${where}; ${cure}`;
  if (equal > 0) {
    const times = equal === 1 ? "once" : `${equal} times`;
    const why = `it was recorded ${times}, and is asked once more, or its answer holds a secret and is kept masked`;
    return `no recording answers this request: ${why}; ${cure}`;
  }
  const passOver = "or let `meter.ignore` pass over what changes from day to day";
  return `no recording answers this request: ${nearestText(different, recorded)}; ${cure}, ${passOver}`;
}

function nearestText(different: readonly string[], recorded: number): string {
  const nearest = `the nearest of ${recorded}`;
  if (different.length === 0) return `${nearest} differs in what is not told apart`;
  const named = different.slice(0, MAX_NAMED).map((path) => `\`${path}\``);
  const more = different.length - named.length;
  return `${nearest} differs in ${named.join(", ")}${more === 0 ? "" : ` and ${more} more`}`;
}

/** What a line has wrong at its pointer. `keyword`: of JSON Schema; null: not known. */
export type RecordingFault =
  | { readonly kind: "missing" | "unknown"; readonly key: string }
  | { readonly kind: "wrong"; readonly keyword: string | null };

function faultText(fault: RecordingFault, at: string): string {
  if (fault.kind === "wrong") return `the value${at} is wrong (${fault.keyword ?? "?"})`;
  return `\`${fault.key}\` is ${fault.kind}${at}`;
}
