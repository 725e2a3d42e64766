import type { Completion } from "../../domain/run/completion.ts";
import type { Json, JsonObject } from "../../domain/values/json.ts";
import type { CompletionRequest } from "../../domain/run/provider.ts";

export function messagesOf(request: CompletionRequest): readonly JsonObject[] {
  const messages = request.body["messages"];
  return Array.isArray(messages) ? (messages as readonly JsonObject[]) : []; // a request's messages are objects
}

export function withMessages(request: CompletionRequest, messages: readonly JsonObject[]): CompletionRequest {
  return { ...request, body: { ...request.body, messages } };
}

/** The messages with the model's answer after them; an answer without content leaves no message. */
export function withAnswer(messages: readonly JsonObject[], answer: Completion): readonly JsonObject[] {
  if (answer.content.length === 0) return messages;
  const content: readonly Json[] = answer.content;
  return [...messages, { role: "assistant", content }];
}
