import { type MaybePromise, whenThere } from "../../base/maybe-promise.ts";
import { said } from "../../domain/diagnostics/said.ts";
import type { Json, JsonObject } from "../../domain/values/json.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import type { FileAccess } from "../../domain/values/reading.ts";
import type { BlockSource, ContentSource, MessageSource } from "../../domain/suite.ts";
import { gatherAll, problemAt, type Rendered, renderText } from "../templates/rendering.ts";
import { renderMembers, renderRawBlock } from "./render-block.ts";
import { renderSearchResults } from "./search-results.ts";

/** Content as the API takes it: a string, or blocks. What is rendered is sent byte for byte. */
export function renderContent(
  content: ContentSource,
  scope: JsonObject,
  files: FileAccess,
): MaybePromise<Rendered<Json>> {
  return whenThere(renderBlocks(content, scope, files), (blocks) =>
    blocks.ok ? { ok: true, value: contentOf(content, blocks.value) } : blocks,
  );
}

function contentOf({ plain }: ContentSource, blocks: readonly (readonly JsonObject[])[]): Json {
  const flat = blocks.flat();
  return plain ? (flat[0]?.["text"] ?? "") : flat;
}

/** The blocks that each source of a content makes. */
function renderBlocks(
  { blocks }: ContentSource,
  scope: JsonObject,
  files: FileAccess,
): MaybePromise<Rendered<(readonly JsonObject[])[]>> {
  return gatherAll(
    blocks.map((block): MaybePromise<Rendered<readonly JsonObject[]>> => {
      if (block.kind === "search_results") return renderSearchResults(block, scope, files);
      return whenThere(renderBlock(block, scope, files), (rendered) =>
        rendered.ok ? { ok: true, value: [rendered.value] } : rendered,
      );
    }),
  );
}

function renderBlock(
  block: Exclude<BlockSource, { kind: "search_results" }>,
  scope: JsonObject,
  files: FileAccess,
): MaybePromise<Rendered<JsonObject>> {
  if (block.kind === "raw") {
    return block.isTemplate ? renderRawBlock(block.block, scope, block.place) : { ok: true, value: block.block };
  }
  if (block.kind !== "text") return renderAttachment(block, scope, files);
  return whenThere(renderText(block.source, scope), (text) =>
    text.ok ? { ok: true, value: { type: "text", text: text.value, ...cacheOf(block) } } : text,
  );
}

type AttachmentSource = Exclude<BlockSource, { kind: "search_results" | "raw" | "text" }>;

async function renderAttachment(
  block: AttachmentSource,
  scope: JsonObject,
  files: FileAccess,
): Promise<Rendered<JsonObject>> {
  const path = await renderText(block.path, scope);
  if (!path.ok) return path;
  const read = files.readAttachment(path.value, block.baseDir, block.kind);
  if (!read.ok) return { ok: false, problems: [problemAt(block.path.place, read.problem)] };
  const extras = await renderMembers(block.extras, scope, block.place);
  if (!extras.ok) return extras;
  const source = { type: "base64", media_type: read.value.mediaType, data: read.value.base64 };
  return { ok: true, value: { type: block.kind, source, ...extras.value, ...cacheOf(block) } };
}

function cacheOf({ cacheControl }: { readonly cacheControl: JsonObject | null }): JsonObject {
  return cacheControl === null ? {} : { cache_control: cacheControl };
}

/** The messages of a prompt as the API takes them. */
export function renderMessages(
  messages: readonly MessageSource[],
  scope: JsonObject,
  files: FileAccess,
): MaybePromise<Rendered<JsonObject[]>> {
  return gatherAll(
    messages.map(({ role, content, extras }) =>
      whenThere(renderBlocks(content, scope, files), (blocks): Rendered<JsonObject> => {
        if (!blocks.ok) return blocks;
        const blank = role === "assistant" ? [] : blankTexts(content, blocks.value);
        if (blank.length > 0) return { ok: false, problems: blank };
        return { ok: true, value: { role, content: contentOf(content, blocks.value), ...extras } };
      }),
    ),
  );
}

/** The API takes no text without a visible character in what is asked. */
function blankTexts(content: ContentSource, rendered: readonly (readonly JsonObject[])[]): Diagnostic[] {
  return content.blocks.flatMap((block, index) => {
    const text = rendered[index]?.[0]?.["text"];
    if (typeof text !== "string" || /\S/.test(text)) return [];
    const place = block.kind === "text" ? block.source.place : block.place;
    return [problemAt(place, { ...said("empty-text"), pointer: [] })];
  });
}
