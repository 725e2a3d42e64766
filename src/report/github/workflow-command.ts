import { reportWords } from "../../domain/diagnostics/report-words.ts";
import { inert } from "../../base/inert.ts";
import { printable } from "../../base/printable.ts";

/** A mark at a line of a file, shown on a pull request's changes. Raw text. */
export interface Annotation {
  readonly level: "error" | "warning" | "notice";
  /** Lower is more useful. */
  readonly rank: number;
  readonly place: { readonly file: string; readonly line: number } | null;
  readonly title: string;
  readonly message: string;
}

/** GitHub shows ten annotations of each level a step and drops the rest without a word. */
const MAX_OF_LEVEL = 10;
const MAX_TITLE = 200;
const MAX_MESSAGE = 3_000;

/**
 * An annotation as a workflow command (`::error file=…,line=…,title=…::message`), escaped as the runner's own toolkit
 * does it, so that nothing in it can begin another command.
 */
export function workflowCommand({ level, place, title, message }: Annotation): string {
  const properties = [
    ...(place === null ? [] : [`file=${property(place.file)}`, `line=${place.line}`]),
    `title=${property(title.slice(0, MAX_TITLE))}`,
  ];
  return `::${level} ${properties.join(",")}::${data(message.slice(0, MAX_MESSAGE))}\n`;
}

function data(text: string): string {
  return inert(printable(text)).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

/** As many annotations of one level as GitHub shows, the last one saying how many are left out. */
export function capped(annotations: readonly Annotation[]): Annotation[] {
  const [first] = annotations;
  if (first === undefined || annotations.length <= MAX_OF_LEVEL) return [...annotations];
  const shown = annotations.slice(0, MAX_OF_LEVEL - 1);
  const left = annotations.length - shown.length;
  const message = reportWords("annotations-left");
  return [...shown, { ...first, place: null, title: `… and ${left} more`, message }];
}
