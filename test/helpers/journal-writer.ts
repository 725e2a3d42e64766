import { AnswerIndex } from "../../src/store/journal/answer-index.ts";
import { JournalWriter } from "../../src/store/journal/journal-writer.ts";
import { TrialIndex } from "../../src/store/journal/trial-index.ts";

type Parts = ConstructorParameters<typeof JournalWriter>[0];

/** Writes lines as they are to a file; the first session of a run, unless it is another's. */
export function writerTo(file: Parts["file"], earlier: Partial<Pick<Parts, "trials" | "session">> = {}): JournalWriter {
  return new JournalWriter({
    file,
    mask: (text) => text,
    trials: new TrialIndex(),
    answers: new AnswerIndex(),
    session: 1,
    ...earlier,
  });
}
