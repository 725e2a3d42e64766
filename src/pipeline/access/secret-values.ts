import { isModelId } from "../../base/mask-values.ts";
import { urlCredentials } from "../../base/url-credentials.ts";
import type { Environment } from "../../domain/environment/environment.ts";

const SECRET_NAME = /(KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL)S?$/i;
/** Pairs of hosts and names of variables: what blesses secrets is none. */
export const BLESSING = "PROMPT_RUN_SECRETS";
/** Lists of `name=value` or `name: value` that are sent as headers. */
const HEADERS_NAME = /(^|_)HEADERS$/i;
const PUBLIC_HEADER = /^(accept|content-type|user-agent|anthropic-(beta|version))$/i;
/** A word: `completed`, `production`. Longer ones are passwords rather. */
const SHORT_WORD = /^[a-z]{1,14}$/i;
/** Words as APIs and we write them: `end_turn`, `not_worse_than`. */
const SNAKE_CASE = /^[a-z]+(_[a-z]+){1,5}$/i;

/**
 * What is masked of an environment: values whose names say that they are secrets (KEY, TOKEN, SECRET, PASSWORD, PASSWD,
 * CREDENTIAL at the end), credentials within URLs of any variable, and values of header lists. What a `.env` says is less
 * trusted, since a checkout brings it: a single word up to 14 letters, words_with_underscores and ids of models are no
 * secrets because it gives them such a name. A model's id is none anywhere.
 */
export function secretsOf({ values, fromFile }: Environment): string[] {
  const found = Object.entries(values).flatMap(([name, value]) => {
    if (name === BLESSING) return [];
    const own = SECRET_NAME.test(name) ? [value] : HEADERS_NAME.test(name) ? headerValues(value) : [];
    return [...own, ...urlCredentials(value)].filter((secret) => isSecret(secret.trim(), fromFile.has(name)));
  });
  return [...new Set(found)];
}

/** Is this a value to mask, once something says that it is a secret? */
export function isSecret(value: string, isFromFile: boolean): boolean {
  if (isModelId(value)) return false;
  return !(isFromFile && (SHORT_WORD.test(value) || SNAKE_CASE.test(value)));
}

function headerValues(list: string): string[] {
  return list.split(/[,\n]/).flatMap((pair) => {
    const at = pair.search(/[=:]/);
    const name = pair.slice(0, at).trim();
    if (at <= 0 || PUBLIC_HEADER.test(name)) return [];
    const value = pair.slice(at + 1).trim();
    const token = value.replace(/^(Bearer|Basic) +/i, "");
    return [value, token, decoded(value), decoded(token)];
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
