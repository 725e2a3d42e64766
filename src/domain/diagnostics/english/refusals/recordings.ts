import type { Sentence } from "../../wording/sentence.ts";

/** Why a line of a file of recordings is none. */
export const RECORDINGS = {
  "recording-damaged": ({
    file,
    line,
    why,
  }: {
    readonly file: string;
    readonly line: number;
    readonly why: Sentence;
  }): string => `${file}: line ${line} is damaged: ${why}`,
  "no-moment": (): string => "`recorded_at` is no moment",
  "no-recording": ({ pointer, fault }: { readonly pointer: string; readonly fault: RecordingFault }): string =>
    `it is no recording: ${faultText(fault, pointer === "" ? "" : ` at ${pointer}`)}`,
};

/** What a line has wrong at its pointer. `keyword`: of JSON Schema; null: not known. */
export type RecordingFault =
  | { readonly kind: "missing" | "unknown"; readonly key: string }
  | { readonly kind: "wrong"; readonly keyword: string | null };

function faultText(fault: RecordingFault, at: string): string {
  if (fault.kind === "wrong") return `the value${at} is wrong (${fault.keyword ?? "?"})`;
  return `\`${fault.key}\` is ${fault.kind}${at}`;
}
