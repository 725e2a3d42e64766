import { failureWords } from "../../domain/diagnostics/failure-words.ts";
import { failureHere } from "../../domain/run/failure-here.ts";
import type { TrialRecord } from "../../domain/formats/records.ts";
import type { AskJudge } from "../../domain/grade-trial.ts";
import type { CallOutcome } from "../../domain/run/call.ts";
import { type Completion, NO_USAGE } from "../../domain/run/completion.ts";
import type { CompletionRequest, SimulatedReply } from "../../domain/run/provider.ts";
import type { TrialInGrading, TurnOutcome } from "../../domain/run/trial.ts";
import type { CheckedSuites } from "../passes/check-suites.ts";
import type { PlanStream } from "../passes/plan-stream.ts";
import { createPairAsking } from "./ask-pairs.ts";
import { createGrader } from "./grade.ts";

/** Is told what a judge is asked, and what it is simulated to answer. */
export type OnJudgement = (request: CompletionRequest, reply: SimulatedReply) => void;

/**
 * What judges are asked about simulated answers, and what `simulate_judge` answers: for a simulator that is asked over the
 * network and sees requests alone. Grades trials as a run would, with judges of whom nothing is heard.
 */
export class SimulatedJudging {
  private readonly checked: CheckedSuites;
  private readonly stream: PlanStream;
  private readonly ask: AskJudge;
  private readonly records = new Map<number, { readonly ordinal: number; readonly record: TrialRecord }[]>();

  constructor(checked: CheckedSuites, stream: PlanStream, onJudgement: OnJudgement) {
    this.checked = checked;
    this.stream = stream;
    this.ask = ({ question, simulated }) => {
      if (simulated !== null) onJudgement(question.request, simulated);
      return Promise.resolve(unheard());
    };
  }

  /** A trial with its answers, a turn each. */
  async add(trial: TrialInGrading, turns: readonly TurnOutcome[]): Promise<void> {
    const suite = this.stream.suites[trial.suite];
    if (suite === undefined || (suite.judges.length === 0 && suite.prefer === null)) return;
    const outcome = { status: "completed" as const, turns, attempts: [], queuedMs: 0 };
    const record = await createGrader(this.stream, this.checked, "simulate")(trial, outcome, this.ask);
    if (suite.prefer === null) return;
    this.records.set(trial.suite, [...(this.records.get(trial.suite) ?? []), { ordinal: trial.ordinal, record }]);
  }

  /** When all trials were added: what is asked of pairs. */
  async pairs(): Promise<void> {
    const { records, stream, checked } = this;
    async function* trialsOf(suite: number): AsyncIterable<TrialRecord> {
      const found = records.get(suite) ?? [];
      for (const { record } of found.toSorted((a, b) => a.ordinal - b.ordinal)) yield record;
    }
    const asking = createPairAsking({ stream, facts: checked.facts, mode: "simulate", trialsOf });
    await asking.afterTrials(() => this.ask);
  }
}

function unheard(): CallOutcome {
  const failure = failureHere({ kind: "missing_recording", message: failureWords("judge-unheard") });
  return { status: "failed", failure, attempts: [], queuedMs: 0 };
}

/** A turn that was answered with this text. */
export function answeredTurn(userText: string, text: string): TurnOutcome {
  const completion: Completion = {
    text,
    content: [{ type: "text", text }],
    toolCalls: [],
    ending: "complete",
    stopReason: "end_turn",
    refusalCategory: null,
    usage: NO_USAGE,
    modelServed: "",
  };
  const times = { costPico: 0n, ttftMs: 0, latencyMs: 0 };
  return { userText, completions: [completion], ...times, requestId: null, requestHash: "", reused: false };
}
