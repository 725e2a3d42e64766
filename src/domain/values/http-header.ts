/** RFC 9110 §5.1: a token. */
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** RFC 9110 §5.5: visible ASCII, spaces, tabs and the bytes above. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Can it be the name of an HTTP header? */
export function isHeaderName(name: string): boolean {
  return NAME.test(name);
}

/** Can an HTTP header carry it? */
export function isHeaderValue(value: string): boolean {
  return VALUE.test(value);
}
