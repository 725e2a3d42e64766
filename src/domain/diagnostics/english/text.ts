/** What a catalogue says of a problem: what is wrong and what was expected; and the next step, if there is one. */
export interface Text {
  readonly message: string;
  readonly hint: string | null;
}

/** The proposal of a name that is nearly what was written. */
export function didYouMean(nearest: string | null): string | null {
  return nearest === null ? null : `did you mean \`${nearest}\`?`;
}
