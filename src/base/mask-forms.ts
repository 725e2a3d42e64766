import { printable, printableLine } from "./printable.ts";

/** Shorter ones are words of any text. */
const MINIMUM_LENGTH = 8;
/** A line of a secret that has several (a private key) is a secret too from here on. */
const MINIMUM_LINE = 20;

/** All that a secret may look like in a text, the longest first. Empty for secrets under 8 characters. */
export function knownForms(secrets: Iterable<string>): readonly string[] {
  const forms = new Set<string>();
  for (const secret of secrets) {
    for (const part of partsOf(secret)) {
      if (part.length >= MINIMUM_LENGTH) for (const form of formsOf(part)) forms.add(form);
    }
  }
  return [...forms].sort((a, b) => b.length - a.length);
}

/** The secret as it is, without the white space around it (a newline at the end of a file is not sent), and its lines. */
function partsOf(secret: string): ReadonlySet<string> {
  const lines = secret.split(/\r\n|\r|\n/).map((line) => line.trim());
  const long = lines.filter((line) => line.length >= MINIMUM_LINE && !line.startsWith("-----"));
  return new Set([secret, secret.trim(), lines.join("\n").trim(), ...(lines.length > 1 ? long : [])]);
}

function formsOf(secret: string): readonly string[] {
  const written = [
    secret,
    inJson(secret),
    inJson(inJson(secret)),
    ...inMarkup(secret),
    encodeURIComponent(secret.replace(/\p{Surrogate}/gu, "\ufffd")),
  ];
  const shown = [...new Set(written.flatMap((form) => [form, printable(form), printableLine(form)]))];
  const encoded = base64Forms(secret).flatMap((form) => [form, form.replaceAll("+", "-").replaceAll("/", "_")]);
  // In JSON each of them too: a record that is written as JSON holds a form exactly where one of its values does.
  return [...shown, ...shown.map(inJson), ...encoded];
}

/** What pages write for a character; `>` and quotes also stand as they are. */
const ENTITIES: readonly (readonly [character: string, written: readonly string[]])[] = [
  ["&", ["&amp;"]],
  ["<", ["&lt;"]],
  [">", [">", "&gt;"]],
  ['"', ['"', "&quot;", "&#34;", "&#x22;"]],
  ["'", ["'", "&apos;", "&#39;", "&#039;", "&#x27;"]],
];

/** A text as HTML and XML hold it, in each of the ways to write its quotes. */
function inMarkup(secret: string): readonly string[] {
  return ENTITIES.reduce<readonly string[]>(
    (texts, [character, written]) =>
      secret.includes(character)
        ? texts.flatMap((text) => written.map((entity) => text.replaceAll(character, entity)))
        : texts,
    [secret],
  );
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/**
 * The Base64 of a secret by itself, and the part of a longer text's Base64 that the secret alone decides, for each of the
 * three ways in which it may lie in the groups of three bytes.
 */
function base64Forms(secret: string): string[] {
  const bytes = new TextEncoder().encode(secret);
  const within = [0, 1, 2].map((offset) => {
    const encoded = base64(Uint8Array.from([...new Uint8Array(offset), ...bytes]));
    const whole = Math.floor(((offset + bytes.length) * 8) / 6);
    return encoded.slice(Math.ceil((offset * 8) / 6), whole);
  });
  return [base64(bytes), ...within];
}

function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
