import { said } from "../../domain/diagnostics/said.ts";
import type { Json, JsonObject } from "../../domain/values/json.ts";
import { nearestWord } from "../../base/nearest-word.ts";
import type { Place, Pointer, Problem } from "../../domain/values/problem.ts";
import type { BlockSource, ContentSource, MessageSource, TextSource } from "../../domain/suite.ts";
import type { BlockSpec, ContentSpec, MessageSpec } from "../../domain/formats/suite-spec.ts";
import { reportPathAsText } from "./path-as-text.ts";
import { readNamed, type Resolving } from "../sources/resolving.ts";

/** Content as written in a suite: text, `{ file }`, or a list of blocks. Null when a file could not be read (reported). */
export function contentSource(spec: ContentSpec, pointer: Pointer, at: Resolving): ContentSource | null {
  if (typeof spec === "string") return { plain: true, blocks: [textBlock(writtenText(spec, pointer, at), null)] };
  if (Array.isArray(spec)) {
    const blocks = spec.map((block, index) => blockSource(block, [...pointer, index], at));
    return blocks.includes(null) ? null : { plain: false, blocks: blocks.filter((block) => block !== null) };
  }
  const source = fileText(spec, pointer, at);
  if (source === null) return null;
  const cacheControl = cacheControlOf(spec);
  return { plain: cacheControl === null, blocks: [textBlock(source, cacheControl)] };
}

/** The messages of a few-shot prompt: one key each, its role. */
export function messageSources(specs: readonly MessageSpec[], pointer: Pointer, at: Resolving): MessageSource[] {
  return specs.flatMap((spec, index) => {
    const roles = ROLES.filter((role) => spec[role] !== undefined);
    const [role] = roles;
    if (role === undefined || roles.length > 1) {
      at.report({ ...said("bad-message.role"), pointer: [] }, [...pointer, index]);
      return [];
    }
    const content = contentSource(spec[role] ?? "", [...pointer, index, role], at);
    const { clear_at: clearAt, output_config: outputConfig } = spec;
    const extras = {
      ...(clearAt === undefined ? {} : { clear_at: clearAt }),
      // The schema says object; YAML makes it JSON.
      ...(outputConfig === undefined ? {} : { output_config: outputConfig as JsonObject }),
    };
    const [extra] = Object.keys(extras);
    if (extra !== undefined && role !== "system") {
      const problem = said("bad-message.extra", { key: extra, role });
      at.report({ ...problem, pointer: [extra], at: "key" }, [...pointer, index]);
    }
    return content === null ? [] : [{ role, content, ...(extra === undefined ? {} : { extras }) }];
  });
}

const ROLES = ["user", "assistant", "system"] as const;

/** The same of a text that a model is to read, which is hardly ever a path. */
export function writtenText(text: string, pointer: Pointer, at: Resolving): TextSource {
  reportPathAsText(text, pointer, at);
  return inlineText(text, pointer, at);
}

export function inlineText(text: string, pointer: Pointer, at: Resolving): TextSource {
  return { text, isTemplate: true, place: at.place(pointer) };
}

/** The text of `{ file, template }`; its place is the file itself. */
export function fileText(
  spec: { readonly file: string; readonly template?: boolean },
  pointer: Pointer,
  at: Resolving,
): TextSource | null {
  const read = readNamed(at, spec.file, [...pointer, "file"]);
  if (read === null) return null;
  // A checkout with CRLF sends the same request, and finds the same recordings.
  const text = read.text.replaceAll("\r\n", "\n");
  return { text, isTemplate: spec.template !== false, place: { kind: "file", file: read.file } };
}

function textBlock(source: TextSource, cacheControl: JsonObject | null): BlockSource {
  return { kind: "text", source, cacheControl };
}

function cacheControlOf(spec: { readonly cache_control?: object }): JsonObject | null {
  // The schema says object; YAML makes it JSON.
  return (spec.cache_control ?? null) as JsonObject | null;
}

const SUGAR = ["text", "file", "image", "document", "search_results"] as const;
/** Members of the API's blocks that may stand beside a form. */
const EXTRAS: Readonly<Record<(typeof SUGAR)[number], readonly string[]>> = {
  text: [],
  file: [],
  image: ["transformations"],
  document: ["title", "context", "citations"],
  search_results: ["citations"],
};

function blockSource(block: BlockSpec, pointer: Pointer, at: Resolving): BlockSource | null {
  if (block.type !== undefined) return rawBlock(block, at.place(pointer));
  const forms = SUGAR.filter((form) => block[form] !== undefined);
  const [form] = forms;
  if (form === undefined || forms.length > 1) {
    at.report({ ...said("unknown-block"), pointer: [] }, pointer);
    return null;
  }
  const known = [form, "cache_control", ...(form === "file" || form === "text" ? ["template"] : []), ...EXTRAS[form]];
  const stray = Object.keys(block).find((key) => !known.includes(key));
  if (stray !== undefined) {
    at.report(unknownBlockKey(stray, form, known), [...pointer, stray]);
    return null;
  }
  return sugaredBlock(block, form, pointer, at);
}

function rawBlock(spec: BlockSpec, place: Place): BlockSource {
  const { template = true, ...block } = spec;
  // YAML makes it JSON.
  return { kind: "raw", block: block as unknown as JsonObject, isTemplate: template, place };
}

function unknownBlockKey(key: string, form: string, known: readonly string[]): Problem {
  const text = said("unknown-key.block", { key, form, nearest: nearestWord(key, known), known: known.slice(1) });
  return { ...text, pointer: [], at: "key" };
}

function sugaredBlock(
  block: BlockSpec,
  form: (typeof SUGAR)[number],
  pointer: Pointer,
  at: Resolving,
): BlockSource | null {
  const cacheControl = cacheControlOf(block);
  if (form === "text") {
    const source = writtenText(block.text ?? "", [...pointer, "text"], at);
    return textBlock({ ...source, isTemplate: block.template !== false }, cacheControl);
  }
  if (form === "file") {
    const source = fileText({ ...block, file: block.file ?? "" }, pointer, at);
    return source === null ? null : textBlock(source, cacheControl);
  }
  const written = Object.entries(block as unknown as JsonObject); // YAML makes it JSON
  const extras = Object.fromEntries(written.filter(([key]) => EXTRAS[form].includes(key)));
  const shared = { baseDir: at.baseDir, cacheControl, extras, place: at.place(pointer) };
  if (form === "search_results") {
    const items = (block.search_results ?? []) as Json;
    return { kind: form, items, ...shared, place: at.place([...pointer, form]) };
  }
  const path = inlineText(block[form]?.file ?? "", [...pointer, form, "file"], at);
  return { kind: form, path, ...shared };
}
