import type { Place } from "./problem.ts";

/** A text as written, and whether it is a template. */
export interface TextSource {
  readonly text: string;
  readonly isTemplate: boolean;
  readonly place: Place;
}
