import type { Mask } from "../base/mask.ts";
import { maskValues, type Texts } from "../base/mask-values.ts";
import type { Attributes, AttributeValue, EventData, SpanData } from "./otlp-json.ts";

/** Attributes that are words of ours, or a single word of the API; every other is text, the names in a suite too. */
const ATTRIBUTES: { readonly [name: string]: Texts } = {
  "prompt_run.run.id": "kept",
  "prompt_run.replies": "kept",
  "prompt_run.status": "kept",
  "prompt_run.verdict": "kept",
  "prompt_run.check.type": "kept",
  "prompt_run.judge.name": "kept",
  "prompt_run.judge.hash": "kept",
  "prompt_run.judge.model": "kept",
  "prompt_run.judge.verdict": "kept",
  "gen_ai.evaluation.score.label": "kept",
  "gen_ai.request.model": "word",
  "gen_ai.response.model": "word",
  "gen_ai.operation.name": "word",
  "gen_ai.provider.name": "word",
  "error.type": "word",
};

/** A span with the secrets in its attributes masked: before it is written, so that none of it can change the rest. */
export function maskedSpan(span: SpanData, mask: Mask): SpanData {
  const { message } = span.status;
  const status = message === undefined ? span.status : { ...span.status, message: mask(message) };
  return { ...span, status, attributes: maskedAttributes(span.attributes, mask) };
}

/** The same of an event. */
export function maskedEvent(event: EventData, mask: Mask): EventData {
  return { ...event, attributes: maskedAttributes(event.attributes, mask) };
}

function maskedAttributes(attributes: Attributes, mask: Mask): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => {
      const texts = (Object.hasOwn(ATTRIBUTES, name) ? ATTRIBUTES[name] : undefined) ?? "text";
      return [name, maskedAttribute(value, mask, texts)];
    }),
  );
}

type Value = AttributeValue | null | undefined;

/** What the SDK records of messages is JSON in a string: its values are masked, not what was written of them. */
function maskedAttribute(value: Value, mask: Mask, texts: Texts): Value {
  if (value === null || value === undefined) return value;
  const inner = texts === "text" && typeof value === "string" ? jsonOf(value) : null;
  return inner === null ? maskValues(value, mask, texts) : JSON.stringify(maskValues(inner, mask, "text"));
}

function jsonOf(text: string): object | null {
  if (!/^[[{]/.test(text)) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" ? value : null;
  } catch {
    return null; // text that only begins like JSON
  }
}
