/** What the Models API says of a model, in our words. null: not said. */
export interface ServedModel {
  readonly id: string;
  readonly lifecycle: "active" | "deprecated" | "retired" | null;
  /** The UTC day (YYYY-MM-DD) on which it retires or retired. */
  readonly retires: string | null;
  readonly contextTokens: number | null;
  readonly maxOutputTokens: number | null;
  readonly thinking: readonly string[] | null;
  readonly effort: readonly string[] | null;
  readonly structuredOutputs: boolean | null;
}
