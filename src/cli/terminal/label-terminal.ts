import type { LabelSession, LabelTask } from "../../pipeline/labelling/label-session.ts";
import { type LabelAction, LabelKeys } from "./label-keys.ts";
import { KEYS_LINE, taskText } from "./label-view.ts";

/** Where keys come from: a terminal, or a pipe that holds them. */
export interface KeyInput extends AsyncIterable<unknown> {
  readonly isTTY?: boolean;
  setRawMode?(mode: boolean): unknown;
  pause(): unknown;
}

export interface LabelTerminal {
  readonly show: (text: string) => Promise<void>;
  readonly input: KeyInput;
  readonly signal: AbortSignal;
  /** Which key does what, as it fits the terminal. */
  readonly keysLine?: string;
}

/** What is asked of the answer at hand. */
type QuestionOf = (task: LabelTask) => string;

/** Shows answer after answer and takes keys, until all are labelled, or `q`, or the input ends. */
export async function labelInTerminal(
  session: LabelSession,
  question: QuestionOf,
  terminal: LabelTerminal,
): Promise<void> {
  const { input } = terminal;
  const isRaw = input.isTTY === true && input.setRawMode !== undefined;
  if (isRaw) input.setRawMode?.(true);
  try {
    await takeKeys(session, question, terminal);
  } finally {
    if (isRaw) input.setRawMode?.(false);
    input.pause();
  }
}

async function takeKeys(
  session: LabelSession,
  question: QuestionOf,
  { show, input, signal, keysLine = KEYS_LINE }: LabelTerminal,
): Promise<void> {
  const keys = new LabelKeys();
  let note: string | null = null;
  const shown = async (): Promise<boolean> => {
    const task = session.current;
    if (task === null) return false;
    await show(`${taskText(question(task), task, session.progress)}\n${keysLine}\n`);
    return true;
  };
  if (!(await shown())) return;
  for await (const piece of input) {
    for (const char of String(piece)) {
      const wasInNote = keys.isInNote;
      const action = keys.press(char);
      if (!wasInNote && keys.isInNote) await show("note, then Enter: ");
      if (action === null) continue;
      if (action.kind === "quit" || signal.aborted) return;
      if (action.kind === "note") {
        note = action.text === "" ? null : action.text;
        continue;
      }
      act(session, action, note);
      note = null;
      if (!(await shown())) return;
    }
  }
}

function act(session: LabelSession, action: LabelAction, note: string | null): void {
  if (action.kind === "label") session.label(action.word, note);
  else if (action.kind === "skip") session.skip();
  else if (action.kind === "back") session.back();
}
