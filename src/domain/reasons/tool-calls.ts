import type { ToolCallBy } from "../run/completion.ts";
import type { CountRange } from "../values/count-range.ts";
import type { Excerpt } from "./excerpt.ts";
import type { SchemaBroken } from "./json.ts";

/** What `tool_call` says. */
export type ToolCallReason =
  | { readonly code: "tool.none"; readonly calls: ToolCalls }
  | { readonly code: "tool.matching"; readonly matching: number; readonly calls: ToolCalls }
  | { readonly code: "tool.count"; readonly range: CountRange; readonly wanted: WantedCall; readonly calls: ToolCalls }
  | { readonly code: "tool.in-order"; readonly calls: ToolCalls }
  /** `after`: how many of the calls come before the place where it should stand. */
  | { readonly code: "tool.missing"; readonly wanted: WantedCall; readonly after: number; readonly calls: ToolCalls }
  | CallDiffers;

/** Why a call of the tool is not the one that is wanted. */
export type CallDiffers =
  | { readonly code: "call.kind"; readonly wanted: ToolCallBy; readonly got: NamedCall }
  /** `at`: JSON Pointer, "" for the whole input; `got` null: there is nothing. */
  | {
      readonly code: "call.input";
      readonly name: string;
      readonly at: string;
      readonly wanted: Excerpt;
      readonly got: Excerpt | null;
    }
  | { readonly code: "call.schema"; readonly name: string; readonly broken: SchemaBroken }
  | { readonly code: "call.no-result"; readonly name: string }
  /** `wanted`: is it an error, or which ones; `got` null: a result without error. */
  | {
      readonly code: "call.error";
      readonly name: string;
      readonly wanted: boolean | readonly Excerpt[];
      readonly got: Excerpt | null;
    };

/** A call by its name and by who runs the tool. */
export interface NamedCall {
  readonly name: string;
  readonly by: ToolCallBy;
  readonly serverName: string | null;
}

/** The first calls of an answer, and how many there are in all. */
export interface ToolCalls {
  readonly shown: readonly NamedCall[];
  readonly count: number;
}

/** What a call must be. `isMore`: its input, its error or a schema are asked for, too. */
export interface WantedCall {
  readonly name: string | null;
  readonly by: ToolCallBy | null;
  readonly isMore: boolean;
}
