import { isJsonObject, type JsonObject } from "../../../domain/values/json.ts";
import { textField } from "../../../domain/values/json-fields.ts";
import type { Engine } from "./engine.ts";
import { type Draft, listOf } from "../rules/draft.ts";
import type { Reply } from "../replies/reply.ts";

/** Blocks that only code in a container brings. */
const OF_CODE: readonly string[] = ["code_execution", "bash_code_execution", "text_editor_code_execution"];
const LIFE_MS = 30 * 86_400_000;

/**
 * The container that an answer names: the one that the request named, or a new one where the request may run code or asks
 * for skills; null for all others.
 */
export function containerOf({ body }: Draft, reply: Reply, engine: Engine): JsonObject | null {
  const { container = null } = body;
  const runsCode =
    listOf(body["tools"]).some((tool) => isJsonObject(tool) && isCode(textField(tool, "type") ?? "")) ||
    reply.blocks.some((block) => block.type === "scripted" && isCode(textField(block.block, "name") ?? ""));
  if (container === null && !runsCode) return null;
  const named = isJsonObject(container) ? textField(container, "id") : container;
  const skills = isJsonObject(container) ? listOf(container["skills"]) : [];
  return {
    id: typeof named === "string" ? named : engine.newId("container"),
    expires_at: new Date(engine.options.clock.now() + LIFE_MS).toISOString(),
    skills: skills.length === 0 ? null : skills,
  };
}

function isCode(name: string): boolean {
  return OF_CODE.some((start) => name.startsWith(start));
}
