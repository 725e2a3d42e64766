import type { Json, JsonObject } from "../../domain/values/json.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import type { FileAccess } from "../../domain/values/reading.ts";
import type { BlockSource, ContentSource, MessageSource } from "../../domain/suite.ts";
import { gather, problemAt, type Rendered, renderText } from "../templates/rendering.ts";

/** Content as the API takes it: a string, or blocks. What is rendered is sent byte for byte. */
export async function renderContent(
  content: ContentSource,
  scope: JsonObject,
  files: FileAccess,
): Promise<Rendered<Json>> {
  const blocks = gather(await Promise.all(content.blocks.map((block) => renderBlock(block, scope, files))));
  if (!blocks.ok || !content.plain) return blocks;
  return { ok: true, value: blocks.value[0]?.["text"] ?? "" };
}

async function renderBlock(block: BlockSource, scope: JsonObject, files: FileAccess): Promise<Rendered<JsonObject>> {
  if (block.kind === "raw") return { ok: true, value: block.block };
  const cache: JsonObject = block.cacheControl === null ? {} : { cache_control: block.cacheControl };
  if (block.kind === "text") {
    const text = await renderText(block.source, scope);
    return text.ok ? { ok: true, value: { type: "text", text: text.value, ...cache } } : text;
  }
  const path = await renderText(block.path, scope);
  if (!path.ok) return path;
  const read = files.readAttachment(path.value, block.baseDir, block.kind);
  if (!read.ok) return { ok: false, problems: [problemAt(block.path.place, read.problem)] };
  const source = { type: "base64", media_type: read.value.mediaType, data: read.value.base64 };
  return { ok: true, value: { type: block.kind, source, ...cache } };
}

/** The messages of a prompt as the API takes them. */
export async function renderMessages(
  messages: readonly MessageSource[],
  scope: JsonObject,
  files: FileAccess,
): Promise<Rendered<JsonObject[]>> {
  return gather(
    await Promise.all(
      messages.map(async ({ role, content }): Promise<Rendered<JsonObject>> => {
        const rendered = await renderContent(content, scope, files);
        if (!rendered.ok) return rendered;
        const blank = role === "assistant" ? [] : blankTexts(content, rendered.value);
        return blank.length > 0
          ? { ok: false, problems: blank }
          : { ok: true, value: { role, content: rendered.value } };
      }),
    ),
  );
}

/** The API takes no text without a visible character in what is asked. */
function blankTexts(content: ContentSource, rendered: Json): Diagnostic[] {
  const texts = Array.isArray(rendered) ? rendered.map((block: Json) => (block as JsonObject)["text"]) : [rendered];
  return content.blocks.flatMap((block, index) => {
    const text = texts[index];
    if (typeof text !== "string" || /\S/.test(text)) return [];
    const place = block.kind === "text" ? block.source.place : block.kind === "raw" ? block.place : block.path.place;
    const message = "this text is empty once it is rendered, and the API takes no empty text";
    const hint = "write a text, or give a value to the variables that it prints";
    return [problemAt(place, { code: "empty-text", pointer: [], message, hint })];
  });
}

/** The text a person would read in content: text blocks joined by newlines, attachments in brackets. */
export function contentText(content: Json): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content
    .map((block: Json) => {
      const { type, text } = block as JsonObject; // every block of the API is an object
      return typeof text === "string" ? text : `[${typeof type === "string" ? type : "block"}]`;
    })
    .join("\n");
}
