const OPEN = "\u001b]8;;";
const END = "\u001b\\";

/** A text that a terminal goes to `url` from (OSC 8); the text as it is for null. `url` may hold no control character. */
export function hyperlink(text: string, url: string | null): string {
  return url === null ? text : `${OPEN}${url}${END}${text}${OPEN}${END}`;
}
