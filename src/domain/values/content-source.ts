import type { Json, JsonObject } from "./json.ts";
import type { Place } from "./problem.ts";
import type { TextSource } from "./text-source.ts";

/** One block of content as written. A path is itself a template, relative to `baseDir`. */
export type BlockSource =
  | { readonly kind: "text"; readonly source: TextSource; readonly cacheControl: JsonObject | null }
  | {
      readonly kind: "image" | "document";
      readonly path: TextSource;
      readonly baseDir: string;
      readonly cacheControl: JsonObject | null;
      /** Further members of the API's block (`title`, `citations`, …), texts in them templates. */
      readonly extras: JsonObject;
      readonly place: Place;
    }
  /** Several blocks, one a passage; `items` as written, texts in it templates. */
  | {
      readonly kind: "search_results";
      readonly items: Json;
      readonly baseDir: string;
      readonly cacheControl: JsonObject | null;
      readonly extras: JsonObject;
      readonly place: Place;
    }
  /** A block of the API; the texts in it are templates, unless it says otherwise. */
  | { readonly kind: "raw"; readonly block: JsonObject; readonly isTemplate: boolean; readonly place: Place };

/** Content as written; `plain`: sent as a string, not as blocks. */
export interface ContentSource {
  readonly plain: boolean;
  readonly blocks: readonly BlockSource[];
}

export interface MessageSource {
  readonly role: "user" | "assistant" | "system";
  readonly content: ContentSource;
  /** Further members of a `system` message; absent where there are none. */
  readonly extras?: JsonObject;
}
