import { hashValue } from "../../base/hash.ts";
import { isJsonObject, type Json } from "../../domain/values/json.ts";
import type { FileAccess } from "../../domain/values/reading.ts";
import type { BlockSource, ContentSource } from "../../domain/suite.ts";

/** The parts of a turn's content that count as input: its text as written, and attached files by their bytes. */
export function contentInputs(content: ContentSource, files: FileAccess): Json {
  return content.blocks.map((block) => {
    if (block.kind === "raw") return block.isTemplate ? block.block : [block.block, "as it is"];
    if (block.kind === "text") return block.source.text;
    const extras = Object.keys(block.extras).length === 0 ? [] : [block.extras];
    if (block.kind === "search_results") return [block.kind, passageInputs(block, files), ...extras];
    const read = files.readAttachment(block.path.text, block.baseDir, block.kind);
    return [block.kind, block.path.text, read.ok ? hashValue(read.value.base64) : null, ...extras];
  });
}

const known = new WeakMap<FileAccess, WeakMap<ContentSource, Json>>();

/** The same of what many cases share: a suite's results of tools are hashed once, not once a case. */
export function sharedInputs(content: ContentSource, files: FileAccess): Json {
  const ofFiles = known.get(files) ?? new WeakMap<ContentSource, Json>();
  known.set(files, ofFiles);
  const inputs = ofFiles.get(content) ?? contentInputs(content, files);
  ofFiles.set(content, inputs);
  return inputs;
}

/** Passages as written, and those that a file holds by its text. */
function passageInputs({ items, baseDir }: SearchResultsSource, files: FileAccess): Json {
  const list: readonly Json[] = Array.isArray(items) ? (items as readonly Json[]) : [items];
  return list.map((item) => {
    const path = isJsonObject(item) ? item["file"] : null;
    const read = typeof path === "string" ? files.readText(path, baseDir) : null;
    return read?.ok === true ? [item, hashValue(read.value)] : item;
  });
}

type SearchResultsSource = Extract<BlockSource, { kind: "search_results" }>;
