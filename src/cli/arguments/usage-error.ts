import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";

/** An argument that means nothing: exit 2. */
export class UsageError extends Error {
  declare readonly message: Sentence;
  /** The next step, where the message does not end with it. */
  readonly hint: Sentence | null;

  constructor(message: Sentence, hint: Sentence | null = null) {
    super(message);
    this.hint = hint;
  }
}
