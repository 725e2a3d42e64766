import type { CallJournal, RunJournal } from "../../domain/run/call.ts";

/** Calls go to the judgements of the run, records to the folder that is given up. */
export function withTrials(calls: CallJournal, { journal }: { readonly journal: RunJournal }): RunJournal {
  return {
    nextId: () => calls.nextId(),
    sent: (line) => calls.sent(line),
    call: (line) => calls.call(line),
    trial: (line) => journal.trial(line),
  };
}
