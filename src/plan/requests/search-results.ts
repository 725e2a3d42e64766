import { said } from "../../domain/diagnostics/said.ts";
import type { Json, JsonObject } from "../../domain/values/json.ts";
import { isJsonObject } from "../../domain/values/json.ts";
import type { Place } from "../../domain/values/problem.ts";
import type { FileAccess } from "../../domain/values/reading.ts";
import type { BlockSource } from "../../domain/suite.ts";
import { gather, problemAt, type Rendered, renderDeep, under } from "../templates/rendering.ts";
import { renderMembers } from "./render-block.ts";

type SearchResultsSource = Extract<BlockSource, { kind: "search_results" }>;

/** Passages as the API's `search_result` blocks, one each; `cache_control` goes with the last. */
export async function renderSearchResults(
  block: SearchResultsSource,
  scope: JsonObject,
  files: FileAccess,
): Promise<Rendered<JsonObject[]>> {
  const items = await renderDeep(block.items, scope, block.place, () => false);
  if (!items.ok) return items;
  const extras = await renderMembers(block.extras, scope, block.place);
  if (!extras.ok) return extras;
  if (!Array.isArray(items.value)) return { ok: false, problems: [noList(block.place)] };
  const list = items.value as readonly Json[];
  const results = gather(list.map((item, index) => searchResult(item, index, block, files)));
  if (!results.ok) return results;
  const last = results.value.length - 1;
  const cache = (index: number): JsonObject =>
    index === last && block.cacheControl !== null ? { cache_control: block.cacheControl } : {};
  return { ok: true, value: results.value.map((result, index) => ({ ...result, ...extras.value, ...cache(index) })) };
}

/** `source` and `title`, which the API requires, stand in for each other; a passage with neither has its number. */
function searchResult(
  item: Json,
  index: number,
  { baseDir, place }: SearchResultsSource,
  files: FileAccess,
): Rendered<JsonObject> {
  const at = under(place, index);
  const passage = typeof item === "string" ? { text: item } : item;
  if (!isJsonObject(passage)) return { ok: false, problems: [noPassage(at)] };
  const file = wordOf(passage["file"]);
  const read = file === null ? null : files.readText(file, baseDir);
  if (read !== null && !read.ok) return { ok: false, problems: [problemAt(at, read.problem)] };
  const text = read === null ? wordOf(passage["text"]) : read.value;
  if (text === null || text.trim() === "") return { ok: false, problems: [noPassage(at)] };
  const [title, source] = [wordOf(passage["title"]), wordOf(passage["source"]) ?? wordOf(passage["path"]) ?? file];
  const name = title ?? source ?? `result ${index + 1}`;
  const content = [{ type: "text", text }];
  return { ok: true, value: { type: "search_result", source: source ?? name, title: name, content } };
}

/** A text, or a number as its digits; null for what is neither. */
function wordOf(value: Json | undefined): string | null {
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? value : null;
}

function noList(place: Place): ReturnType<typeof problemAt> {
  return problemAt(place, { ...said("bad-search-results.list"), pointer: [] });
}

function noPassage(place: Place): ReturnType<typeof problemAt> {
  return problemAt(place, { ...said("bad-search-results.passage"), pointer: [] });
}
