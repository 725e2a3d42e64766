import { targetWords } from "../../domain/diagnostics/target-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { ChildExit, ChildGroup } from "../../host/child-group.ts";
import type {
  TargetContext,
  TargetFailure,
  TargetReply,
  TargetRest,
  TargetSession,
  TargetTurn,
} from "../../domain/run/target.ts";
import { jsonObjectOf } from "../../domain/values/json.ts";
import { MAX_REPLY_CHARS } from "../reply-bound.ts";
import { failed } from "../failed.ts";
import { OutputTail, withTail } from "../output-tail.ts";
import { readLineReply } from "./line-reply.ts";
import { LineSplitter } from "./line-splitter.ts";
import { turnLine } from "./turn-line.ts";
import { untilAtRest } from "./until-at-rest.ts";

const MAX_SHOWN = 200;
/** How long it may take to end when it is asked to. */
const GRACE_MS = 2_000;
/** The last words of a process that ended may still be on their way. */
const LAST_WORDS_MS = 200;

/** What ends in order so soon after an answer ends because of it, and not of what it is asked next. */
const PARTING_MS = 2_000;

/** A second answer to a turn comes right behind the first. */
const SECOND_ANSWER_MS = 5;

type Settle = (reply: TargetReply) => void;

/**
 * A process that is written a turn a line, and answers a line each. Whatever else it does (prints, answers what was not
 * asked, ends) fails the turns in hand and is said; then it is of no more use.
 */
export class LineSession implements TargetSession {
  private readonly name: string;
  private readonly group: ChildGroup;
  private readonly splitter = new LineSplitter(MAX_REPLY_CHARS);
  private readonly stderr: OutputTail;
  private readonly open = new Map<string, Settle>();
  private readonly answered = new Set<string>();
  private asked = 0;
  private answeredAtMs: number | null = null;
  private hasEnded = false;
  private problem: Sentence | null = null;

  constructor(name: string, group: ChildGroup) {
    this.name = name;
    this.group = group;
    const { stdin, stdout } = group.streams;
    this.stderr = new OutputTail(group.streams.stderr);
    stdin?.on("error", () => undefined); // it reads no more: that it has ended is told by its end
    stdout?.on("data", (bytes: Buffer) => this.take(bytes));
    void group.exited.then((exit) => this.ended(exit));
  }

  /** What has ended may still have answers on their way. */
  isLost(): boolean {
    return this.problem !== null || (this.hasEnded && this.open.size === 0);
  }

  async untilAtRest(rest: TargetRest): Promise<void> {
    await untilAtRest(() => this.group.activity(), { ...rest, isOver: () => rest.signal.aborted || this.isLost() });
  }

  ask(turn: TargetTurn, context: TargetContext): Promise<TargetReply> {
    if (this.problem !== null) return Promise.resolve(this.lost(this.problem));
    const id = String((this.asked += 1));
    return new Promise((resolve) => {
      const giveUp = (): void => this.fail(this.words("late"));
      const settle: Settle = (reply) => {
        this.open.delete(id);
        context.signal.removeEventListener("abort", giveUp);
        resolve(reply);
      };
      this.open.set(id, settle);
      if (context.signal.aborted) return giveUp();
      context.signal.addEventListener("abort", giveUp, { once: true });
      this.group.streams.stdin?.write(`${JSON.stringify(turnLine(id, turn, context))}\n`);
    });
  }

  async close(): Promise<void> {
    this.problem ??= this.words("closed");
    this.group.streams.stdin?.end();
    await this.group.end(GRACE_MS);
    for (const stream of [this.group.streams.stdout, this.group.streams.stderr]) stream?.destroy();
  }

  /** All lines of a piece are looked at before any of them counts. */
  private take(bytes: Buffer): void {
    const lines = this.splitter.add(bytes);
    if (lines === null) return this.fail(this.words("long-line"));
    const settled: (() => void)[] = [];
    for (const line of lines) {
      if (line.trim() === "") continue;
      const read = this.read(line);
      if (typeof read === "string") return this.fail(read);
      settled.push(read);
    }
    // A second answer may be a piece of its own.
    for (const settle of settled) setTimeout(settle, SECOND_ANSWER_MS);
  }

  /** What to do with a line that answers a turn; a text: what is wrong with it. */
  private read(line: string): (() => void) | Sentence {
    const reply = jsonObjectOf(line);
    const { id } = reply ?? {};
    if (reply === null || id === undefined) return targetWords("printed", { name: this.name, line: shown(line) });
    const key = typeof id === "number" ? String(id) : id;
    if (typeof key !== "string") return targetWords("odd-id", { name: this.name, line: shown(line) });
    if (this.answered.has(key)) return targetWords("twice", { name: this.name, id: shown(key) });
    const settle = this.open.get(key);
    if (settle === undefined) return targetWords("unasked", { name: this.name, id: shown(key) });
    this.answered.add(key);
    this.answeredAtMs = performance.now();
    return () => settle(this.problem === null ? readLineReply(this.name, reply) : this.lost(this.problem));
  }

  private ended(exit: ChildExit): void {
    this.hasEnded = true;
    const sinceMs = this.answeredAtMs === null ? Number.POSITIVE_INFINITY : performance.now() - this.answeredAtMs;
    setTimeout(() => {
      const half = this.splitter.unfinished;
      const problem = targetWords("ended-unanswered", {
        name: this.name,
        exit,
        half: half === "" ? null : shown(half),
      });
      this.fail(problem, { isUnread: exit.code === 0 && half === "" && sinceMs <= PARTING_MS });
    }, LAST_WORDS_MS);
  }

  private fail(problem: Sentence, more: Pick<TargetFailure, "isUnread"> = {}): void {
    this.problem ??= problem;
    const failure = { ...this.lost(problem), ...more };
    for (const settle of this.open.values()) settle(failure);
  }

  private words(id: "late" | "closed" | "long-line"): Sentence {
    return targetWords(id, { name: this.name });
  }

  private lost(problem: Sentence): TargetFailure {
    return failed(withTail(problem, this.stderr.text()), { isLost: true });
  }
}

function shown(text: string): string {
  const cut = text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
  return JSON.stringify(cut);
}
