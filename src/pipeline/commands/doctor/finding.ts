import type { SUBJECTS } from "../../../domain/diagnostics/english/findings/findings.ts";
import { subjectWords } from "../../../domain/diagnostics/finding-words.ts";
import type { Sentence } from "../../../domain/diagnostics/wording/sentence.ts";
import type { Words } from "../../../domain/diagnostics/wording/words-of.ts";

/** One thing that `doctor` looked at. `hint`: the next step where it is not well. */
export interface DoctorFinding extends Words {
  readonly status: "ok" | "warning" | "error";
  readonly subject: Sentence;
}

type Subject = keyof typeof SUBJECTS;

/** What is well. */
export function ok(subject: Subject, words: Words): DoctorFinding {
  return finding("ok", subject, words);
}

/** What is not well. */
export function warning(subject: Subject, words: Words): DoctorFinding {
  return finding("warning", subject, words);
}

/** What no run can do with. */
export function wrong(subject: Subject, words: Words): DoctorFinding {
  return finding("error", subject, words);
}

function finding(status: DoctorFinding["status"], subject: Subject, { message, hint }: Words): DoctorFinding {
  return { status, subject: subjectWords(subject), message, hint };
}
