// oxlint-disable-next-line no-control-regex -- a terminal obeys these even in quotes
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]/;

/** May this stand in a command that people paste? What a terminal obeys, or shows as something else, may not. */
export function isPasteable(text: string): boolean {
  // Half a character is no text: no terminal shows it, and no file is named so.
  return !CONTROL.test(text) && !/\p{Surrogate}/u.test(text);
}

/** A word of a POSIX shell: quoted unless it is plainly harmless. A first "=" is not: zsh looks for a command of that name. */
export function shellWord(text: string): string {
  return /^[\p{L}\p{N}_./:@%+,-][\p{L}\p{N}_./:=@%+,-]*$/u.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** "--case refund", and "--case=-x" for a value that would be taken for an option. */
export function option(name: string, value: string): string {
  return `--${name}${value.startsWith("-") ? "=" : " "}${shellWord(value)}`;
}

/** A file as an argument: one that begins with a dash is no option. */
export function fileWord(file: string): string {
  return shellWord(file.startsWith("-") ? `./${file}` : file);
}
