/** What to do next with a run, beside the command that does it. */
export const STEPS = {
  "see-answers": (): string => "every answer, in a browser",
  "see-figures": (): string => "all statistics",
  "ask-again": (): string => "this case again, alone",
  "go-on": (): string => "goes on where it stopped",
  "ask-missing": (): string => "asks for the answers that are missing",
  /** `what`: what a step does, of which it is not known what it will cost. */
  "enough-unknown": ({ what }: { readonly what: string }): string =>
    `${what}, with more money: what is enough is not known`,
  "raise-cap": (): string => "raise the cap that stopped it",
  "set-caps": ({ caps }: { readonly caps: readonly { readonly usd: number; readonly file: string }[] }): string =>
    `set ${caps.map(({ usd, file }) => `limits.max_cost_usd: ${usd} in ${file}`).join(", and ")}`,
  "hold-against": (): string => "holds these answers against the baseline that is there; nothing is sent",
  "ask-judge": (): string => "judges the answers that are labelled: that measures the judge",
  "label-answers": (): string => "lets you say which answers are right: that measures the judge",
  "ask-for-rule": ({ rule, file }: { readonly rule: string; readonly file: string }): string =>
    `ask for ${rule} in the gate of ${file}`,
  "add-cases": ({ file, wanted, answers }: MoreCases): string =>
    `add cases to ${file} (about ${wanted} labels measure it, and here ${answers === 1 ? "is" : "are"} ${answers})`,
  "add-labels": ({ labels, judge, file }: LabelsFile): string =>
    `add labels: ${labels} to the judge ${judge} in ${file}`,
  "all-of": ({ parts }: { readonly parts: readonly string[] }): string => parts.join(", and "),
  /** What is changed by hand before a command is typed. */
  "first-then": ({ first }: { readonly first: string }): string => `${first}, then`,
  "annotations-left": (): string =>
    "GitHub shows ten annotations of a level; the job summary and the other reports have the rest.",
  /** `job`: where it is, as the format writes it. */
  "where-run-is": ({ job }: { readonly job: string }): string => `, where the run is kept (in the store of ${job})`,
  "where-answers-are": ({ job }: { readonly job: string }): string =>
    ` of ${job}: every answer is in its reports, where it keeps them as artifacts`,
  "more-elsewhere": ({ left }: { readonly left: string }): string =>
    `… and ${left}: the HTML and JSON reports have them`,
  "left-out": ({ what }: { readonly what: readonly string[] }): string =>
    `Left out, since there is no room for more here: ${what.join(", ")}. The JSON and HTML reports have everything.`,
};

interface MoreCases {
  readonly file: string;
  readonly wanted: number;
  readonly answers: number;
}

interface LabelsFile {
  readonly labels: string;
  readonly judge: string;
  readonly file: string;
}
