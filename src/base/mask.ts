import { printable, printableLine } from "./printable.ts";

const KEY_LIKE = /sk-ant-[A-Za-z0-9_-]{16,}/g;
const MINIMUM_LENGTH = 8;

/** Replaces secrets in a text. */
export type Mask = (text: string) => string;

/** Does a text hold something that looks like a real Anthropic key? */
export function findKey(text: string): string | null {
  return text.match(KEY_LIKE)?.[0] ?? null;
}

/**
 * A mask by value: every known secret (8 characters or more), as it is, made printable, URL-encoded, in JSON and in JSON
 * within JSON, and anything that looks like an Anthropic key becomes `[masked]`.
 */
export function createMask(secrets: Iterable<string>): Mask {
  const forms = new Set<string>();
  for (const secret of secrets) {
    if (secret.length < MINIMUM_LENGTH) continue;
    for (const form of [secret, inJson(secret), inJson(inJson(secret)), encodeURIComponent(secret)]) {
      forms.add(form).add(printable(form)).add(printableLine(form));
    }
  }
  const known = [...forms].sort((a, b) => b.length - a.length);
  return (text) =>
    known.reduce((masked, form) => masked.replaceAll(form, "[masked]"), text).replace(KEY_LIKE, "[masked]");
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
