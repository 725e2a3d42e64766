import type { CaseFilter } from "./cases/case-filter.ts";

/** What the page shows. It stands in the address, so that a view can be sent to someone. */
export interface View extends CaseFilter {
  /** How the cases of a group are ordered; empty for the worst first. */
  readonly sort: string;
  /** What they are grouped by; empty for their suites. */
  readonly group: string;
  /** What a cell shows; empty for the answer. */
  readonly density: string;
  /** The page of the list of cases, from 0. */
  readonly page: number;
  /** The suite of the open case, where those of several are listed. */
  readonly of: string;
  /** The case that is open, and the arm looked at; empty when none is. */
  readonly case: string;
  readonly arm: string;
}

export const FIRST_VIEW: View = {
  suite: "",
  outcome: "",
  column: "",
  tag: "",
  mark: "",
  query: "",
  sort: "",
  group: "",
  density: "",
  page: 0,
  of: "",
  case: "",
  arm: "",
};

/** Is this part of an address a view, and not a place on the page? */
export function isView(hash: string): boolean {
  return hash === "" || hash === "#" || hash.includes("=");
}

/** The view that an address's part after `#` stands for. What it does not name is as at first. */
export function readView(hash: string): View {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const text = (name: string): string => given.get(name) ?? "";
  const page = Math.max(0, Math.floor(Number(text("page"))) || 0);
  return {
    suite: text("suite"),
    outcome: text("outcome"),
    column: text("column"),
    tag: text("tag"),
    mark: text("mark"),
    query: text("query"),
    sort: text("sort"),
    group: text("group"),
    density: text("density"),
    page,
    of: text("of"),
    case: text("case"),
    arm: text("arm"),
  };
}

/** A name as it comes back out of an address, which holds no half characters. */
export function inAddress(name: string): string {
  return new URLSearchParams({ name }).get("name") ?? "";
}

/** The part of an address after `#` for a view: only what differs from the first. */
export function writeView(view: Partial<View>): string {
  const shown = new URLSearchParams();
  for (const [name, value] of Object.entries(view)) if (value !== "" && value !== 0) shown.set(name, String(value));
  const text = shown.toString();
  return text === "" ? "" : `#${text}`;
}
