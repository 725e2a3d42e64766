const WITH_USER = /^[a-z][a-z0-9+.-]*:\/\/[^/?#\s]*@/i;
const USER_IN_TEXT = /\b([a-z][a-z0-9+.-]*:\/\/)[^/?#\s"'`<>]*@/gi;

/** The user's name and password in a URL (`https://me:word@host`), as written and decoded, and both with their colon. */
export function urlCredentials(text: string): string[] {
  const url = text.trim();
  const start = WITH_USER.exec(url)?.[0];
  if (start === undefined) return [];
  const pair = start.slice(start.indexOf("://") + 3, -1);
  const colon = pair.indexOf(":");
  const parts = colon < 0 ? [pair] : [pair, pair.slice(0, colon), pair.slice(colon + 1)];
  return [...new Set(parts.flatMap((part) => [part, decoded(part)]))].filter((part) => part !== "");
}

/** The text with no name and no password in its URLs. */
export function withoutCredentials(text: string): string {
  return text.replace(USER_IN_TEXT, "$1");
}

/** The text with `[masked]` for the name and password in its URLs. */
export function maskCredentials(text: string): string {
  return text.replace(USER_IN_TEXT, "$1[masked]@");
}

/** What may be shown or kept of an address: nothing of its user, nor of its query, where tokens stand too. */
export function shownUrl(url: string): string {
  return withoutCredentials(url).replace(/[?#].*$/s, "");
}

/** Is there more behind its path? Paths are added to a base URL, and would come to stand in its query or its fragment. */
export function hasQueryOrFragment(url: string): boolean {
  return /[?#]/.test(url);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
