import type { Completion } from "../../domain/run/completion.ts";
import { isJsonObject, type Json, type JsonObject } from "../../domain/values/json.ts";
import type { CompletionRequest } from "../../domain/run/provider.ts";

export function messagesOf(request: CompletionRequest): readonly JsonObject[] {
  const messages = request.body["messages"];
  return Array.isArray(messages) ? (messages as readonly JsonObject[]) : []; // a request's messages are objects
}

export function withMessages(request: CompletionRequest, messages: readonly JsonObject[]): CompletionRequest {
  return { ...request, body: { ...request.body, messages } };
}

/**
 * The request in the container of an earlier answer: what runs there finds its files again, and a tool that code called is
 * answered where the code waits (docs page programmatic-tool-calling). Skills that the body names stay.
 */
export function withContainer(request: CompletionRequest, id: string | null): CompletionRequest {
  if (id === null) return request;
  const { container = null } = request.body;
  const named: Json = isJsonObject(container) ? { ...container, id } : id;
  return { ...request, body: { ...request.body, container: named }, carriesContainer: true };
}

/** The container of the newest answer that ran code; null: none did. */
export function containerOf(completions: readonly Completion[]): string | null {
  return completions.findLast(({ containerId }) => containerId !== undefined)?.containerId ?? null;
}

/** The messages with the model's answer after them; an answer without content leaves no message. */
export function withAnswer(messages: readonly JsonObject[], answer: Completion): readonly JsonObject[] {
  if (answer.content.length === 0) return messages;
  const content: readonly Json[] = answer.content;
  return [...messages, { role: "assistant", content }];
}
