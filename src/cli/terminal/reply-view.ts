import { contentText } from "../../domain/run/content-text.ts";
import { textWords } from "../../domain/diagnostics/text-words.ts";
import { createInertStream } from "../../base/inert-stream.ts";
import { clip } from "../../base/inert.ts";
import { createMaskStream, type MaskStream } from "../../base/mask.ts";
import { printableLine } from "../../base/printable.ts";
import { isJsonObject, type Json, type JsonObject } from "../../domain/values/json.ts";
import type { ShownCall, TryStep } from "../../pipeline/commands/try-case.ts";

const SHOWN_CHARACTERS = 400;

/** Replies as they come, each on lines of its own, between marks of what is sent, called and given back. */
export interface ReplyView {
  text(delta: string): void;
  step(step: TryStep): void;
  /** No text follows. */
  end(): void;
}

export interface ReplyOutput {
  /** Takes the replies' text, masked and inert. */
  readonly show: (text: string) => void;
  /** Takes a mark, raw. */
  readonly tell: (line: string) => void;
  /** Read when the first text comes: by then all of them are known. */
  readonly secrets: () => readonly string[];
}

export function createReplyView(output: ReplyOutput): ReplyView {
  const { show, tell } = output;
  let stream: MaskStream | null = null;
  const masked = (): MaskStream => (stream ??= createMaskStream(output.secrets()));
  const safe = createInertStream();
  let isLineOpen = false;
  const end = (): void => {
    const rest = masked().end();
    if (isLineOpen) show(safe.add(`${rest}\n`) + safe.end());
    isLineOpen = false;
  };
  return {
    text(delta) {
      if (delta === "") return;
      isLineOpen = true;
      show(safe.add(masked().add(delta)));
    },
    step(step) {
      const lines = stepLines(step);
      if (lines.length > 0) end();
      for (const line of lines) tell(line);
    },
    end,
  };
}

function runBy({ by, serverName }: ShownCall): string {
  if (by === "server") return " (server)";
  return by === "mcp" ? ` (mcp ${serverName ?? "server"})` : "";
}

/** What is told of a step beside the reply's text, so that the replies of turns and tool rounds do not run together. Raw text. */
function stepLines(step: TryStep): string[] {
  if (step.type === "answered") {
    return step.toolCalls.map((call) => `  → calls ${call.name}${runBy(call)} ${short(JSON.stringify(call.input))}`);
  }
  const { id, turnCount, message } = step;
  if (id.attempt > 1) return [`— ${textWords("attempt-anew", { attempt: id.attempt })}`];
  const blocks = blocksOf(message);
  if (id.round > 1) {
    const results = blocks.filter(({ type }) => type === "tool_result");
    return results.length === 0
      ? [`— ${textWords("turn-goes-on")}`]
      : results.map(({ content, is_error: isError }) => {
          return `  ← ${isError === true ? "tool error" : "tool result"}: ${short(contentText(content, " "))}`;
        });
  }
  const which = turnCount === 1 ? "" : `turn ${id.turn} of ${turnCount} · `;
  return [`— ${which}user: ${short(contentText(blocks, " "))}`];
}

function blocksOf(message: JsonObject | null): readonly JsonObject[] {
  const content = message?.["content"];
  if (typeof content === "string") return [{ type: "text", text: content }];
  return Array.isArray(content) ? (content as readonly Json[]).filter(isJsonObject) : [];
}

function short(text: string): string {
  return printableLine(clip(text.trim(), SHOWN_CHARACTERS));
}
