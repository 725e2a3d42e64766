import { textWords } from "../../domain/diagnostics/text-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { errorLine } from "../terminal/error-line.ts";
import { userInfo } from "node:os";
import { relative } from "node:path";
import { inert } from "../../base/inert.ts";
import { printable } from "../../base/printable.ts";
import { EXIT } from "../../domain/exit-code.ts";
import type { RunLine } from "../../domain/formats/records.ts";
import type { Diagnostic, Locate } from "../../domain/values/problem.ts";
import { wallClock } from "../../host/wall-clock.ts";
import type { LabelSession, LabelTask } from "../../pipeline/labelling/label-session.ts";
import type { LabelWork } from "../../pipeline/labelling/label-run.ts";
import type { RunCommandOptions } from "../arguments/options.ts";
import { formatDiagnostics } from "../terminal/format-diagnostic.ts";
import { watchSignals, whenAborted } from "../terminal/interruption.ts";
import { labelInTerminal } from "../terminal/label-terminal.ts";
import { KEYS_LINE, partsOf, questionText } from "../terminal/label-view.ts";
import { brokenLines } from "../terminal/message-line.ts";
import type { PreparedCommand } from "../opened/prepare.ts";
import { openStoredRun } from "../opened/stored-run.ts";

export type LabelOptions = Pick<RunCommandOptions, "store" | "color"> & {
  readonly judge: string;
  readonly sample: number;
  readonly seed: number;
  readonly by?: string;
  readonly browser?: boolean;
  readonly port?: number;
};

/** `prompt-run label RUN --judge NAME`: a person says of answers, blind, whether they are right. Exit 2 where nothing can be labelled. */
export async function labelCommand(name: string, options: LabelOptions): Promise<number> {
  const asksIt = ({ suites }: RunLine): boolean =>
    suites.some(({ judges = [] }) => judges.some((judge) => judge.name === options.judge));
  const opened = await openStoredRun(name, { store: options.store, color: options.color, reporter: [] }, asksIt);
  if (opened === null) return EXIT.wrongInput;
  const { prepared, folder } = opened;
  const { tell, mask } = prepared;
  const interruption = watchSignals(() => undefined);
  const onWarnings = (): void => undefined; // they are told by `validate` and by every run
  const hooks = {
    clock: wallClock,
    signal: interruption.signal,
    mask,
    interruptedBy: () => interruption.by(),
    onWarnings,
    log: tell,
    sends: false,
  };
  const { findLabelWork } = await import("../../pipeline/labelling/label-run.ts");
  const { judge, sample, seed } = options;
  try {
    const found = await findLabelWork({ folder, judge, sample, seed }, prepared.invocation, hooks);
    if (found.status === "found") return await label(found.work, options, prepared, interruption.signal);
    if (found.status === "wrong") tellWrong(found, prepared);
    else tell(errorLine(found.message));
    return EXIT.wrongInput;
  } finally {
    interruption.release();
  }
}

function tellWrong(
  { problems, locate }: { problems: readonly Diagnostic[]; locate: Locate },
  { tell }: PreparedCommand,
): void {
  tell(formatDiagnostics(problems, locate));
}

async function label(
  work: LabelWork,
  options: LabelOptions,
  prepared: PreparedCommand,
  signal: AbortSignal,
): Promise<number> {
  const { LabelSession } = await import("../../pipeline/labelling/label-session.ts");
  const by = options.by ?? userInfo().username;
  const { judge, file, run, tasks, combine, known, isSimulated } = work;
  const session = new LabelSession({
    judge,
    file,
    run,
    tasks,
    known,
    isSimulated,
    ...(combine === undefined ? {} : { combine }),
    by,
    mask: prepared.mask,
    nowMs: () => wallClock.now(),
  });
  if (options.browser === true) {
    const refused = await labelOnPage(session, work, options, { prepared, signal });
    if (refused !== null) {
      prepared.tell(errorLine(refused));
      return EXIT.wrongInput;
    }
  } else {
    const show = (text: string): Promise<void> => prepared.output.report(inert(printable(prepared.mask(text))));
    await labelInTerminal(session, (task) => questionText(judge, task), {
      show,
      input: process.stdin,
      signal,
      keysLine: brokenLines(KEYS_LINE, prepared.output),
    });
  }
  await tellEnd(session, work, by, prepared);
  return EXIT.ok;
}

async function labelOnPage(
  session: LabelSession,
  { judge }: LabelWork,
  { port = 0 }: LabelOptions,
  { prepared, signal }: { readonly prepared: PreparedCommand; readonly signal: AbortSignal },
): Promise<Sentence | null> {
  const { serveLabelling } = await import("../../pipeline/labelling/label-server.ts");
  const question = (task: LabelTask): string => questionText(judge, task);
  const started = await serveLabelling({
    session,
    title: textWords("label-for", { judge: judge.name }),
    question,
    partsOf,
    port,
  });
  if (started.status === "refused") return started.message;
  await prepared.output.report(`${started.server.url}\n`);
  prepared.tell(textWords("open-address", { keeps: true }));
  await Promise.race([started.server.finished, whenAborted(signal)]);
  await started.server.close();
  return null;
}

async function tellEnd(
  { progress }: LabelSession,
  { file, judge }: LabelWork,
  by: string,
  prepared: PreparedCommand,
): Promise<void> {
  const { labelSummary } = await import("../../pipeline/labelling/label-summary.ts");
  const { done, of } = progress;
  const isOfCriteria = judge.menu.kind === "criteria";
  const shown = relative(prepared.invocation.cwd, file);
  const lines: string[] = [textWords("labelled", { done, of, isOfCriteria, person: by, file: shown })];
  for (const line of await labelSummary(file, judge.name)) lines.push(line);
  await prepared.output.report(inert(`${printable(prepared.mask(lines.join("\n")))}\n`));
}
