const WITH_USER = /^[a-z][a-z0-9+.-]*:\/\/[^/?#\s]*@/i;

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

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
