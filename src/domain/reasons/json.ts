import type { ScanFault } from "../../base/json/json-scanner.ts";
import type { CountRange } from "../values/count-range.ts";
import type { Excerpt, Quotation } from "./excerpt.ts";

/** What checks of JSON say. */
export type JsonReason = NoJson | JsonHolds | SchemaBroken | PathReason;

/** A text has no JSON that could be looked at. */
export type NoJson =
  | { readonly code: "json.empty-text" }
  | { readonly code: "json.none"; readonly text: Excerpt }
  /** `line` and `column` count from 1; `rest` is what stands there, null at the end of the text. */
  | {
      readonly code: "json.broken";
      readonly line: number;
      readonly column: number;
      readonly fault: JsonFault;
      readonly rest: Excerpt | null;
    };

/** What is wrong at a place of a text that was meant to be JSON. */
export type JsonFault = ScanFault | "json-ended-before" | "stray-bracket";

interface JsonHolds {
  readonly code: "json.holds";
  /** Is it valid under a schema, too? */
  readonly isValid: boolean;
  readonly value: Excerpt;
}

/** JSON breaks its schema. */
export interface SchemaBroken {
  readonly code: "schema.broken";
  /** JSON Pointer; "" for the whole value. */
  readonly at: string;
  /** The keyword that does not hold; null where that is not known. */
  readonly keyword: string | null;
  /** What the keyword asks for, by the names that Ajv gives it: names, limits, and values as they are shown. */
  readonly params: Readonly<Record<string, string | number>>;
  readonly got: Excerpt;
}

type PathReason =
  | { readonly code: "path.count"; readonly path: string; readonly range: CountRange; readonly got: number }
  | { readonly code: "path.counted"; readonly path: string; readonly got: number }
  | { readonly code: "path.nothing"; readonly path: string }
  | { readonly code: "path.equal"; readonly wanted: Excerpt }
  | { readonly code: "path.no-value" }
  | PathFailed;

/** A path could not be followed. `path` null: the one that the check is about. */
export interface PathFailed {
  readonly code: "path.failed";
  readonly path: string | null;
  readonly why: PathFault;
}

export type PathFault = { readonly code: "path.digits" } | Quotation;
