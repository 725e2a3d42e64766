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
