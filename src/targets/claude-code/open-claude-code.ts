import { targetWords } from "../../domain/diagnostics/target-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type {
  ClaudeCodeTarget,
  OpenTarget,
  TargetContext,
  TargetFailure,
  TargetReply,
  TargetTurn,
  TargetWorker,
} from "../../domain/run/target.ts";
import { failed, startOf } from "../failed.ts";
import { fillValues } from "../own-environment.ts";
import { readStream } from "./read-stream.ts";
import { type ClaudeRun, runClaude } from "./run-claude.ts";
import { makeTrialFolder, type TrialFolder } from "./trial-folder.ts";

/** Trials whose folders are kept for a further turn; more are never open at once. */
const MOST_KEPT = 256;

/** A trial that has begun. */
interface Conversation {
  readonly folder: TrialFolder;
  /** Null: no turn was answered yet. */
  sessionId: string | null;
}

/** Conversations by session, over all that are opened of a run: a trial's next turn may come to another one. */
type Conversations = Map<string, Conversation>;

/**
 * Opens `claude -p` targets. Nothing runs between turns: each turn is a process of its own, in the copy of the workspace that is
 * the trial's, and a later turn goes on with `--resume`. The prompt goes in by stdin, where it may have any length.
 */
export function claudeCodeOpener(): OpenTarget<ClaudeCodeTarget> {
  const conversations: Conversations = new Map();
  let opened = 0;
  return async (target, worker) => {
    const own = fillValues(target.env, (name) => worker.valueOf(name));
    if (!own.ok) return failed(targetWords("no-variable", { name: target.name, ...own.missing }));
    opened += 1;
    return {
      status: "open",
      session: {
        ask: (turn, context) => ask({ target, worker, own: own.values, conversations }, turn, context),
        async close() {
          opened -= 1;
          if (opened === 0) await forget(conversations, 0);
        },
      },
    };
  };
}

interface Asking {
  readonly target: ClaudeCodeTarget;
  readonly worker: TargetWorker;
  readonly own: Readonly<Record<string, string>>;
  readonly conversations: Conversations;
}

async function ask(asking: Asking, turn: TargetTurn, context: TargetContext): Promise<TargetReply> {
  const conversation = await conversationOf(asking, turn, context.session);
  if ("status" in conversation) return conversation;
  const run = await runTurn(asking, conversation, { turn, context });
  if (run.status === "failed") return run;
  const read = readStream(run.output);
  if (read === null)
    return failed(withStderr(targetWords("no-result", { name: asking.target.name, exit: run.exit }), run.stderr));
  if (read.status === "failed") return { ...read, message: withStderr(read.message, run.stderr) };
  if (run.exit.code !== 0)
    return failed(withStderr(targetWords("claude-died", { name: asking.target.name, exit: run.exit }), run.stderr));
  conversation.sessionId = read.sessionId ?? conversation.sessionId;
  // Metered, the sums of its calls are known exactly: what it says of itself is an estimate.
  if (asking.target.isMetered) return { status: "answered", answer: { ...read.answer, usage: null, costUsd: null } };
  return { status: "answered", answer: read.answer };
}

async function conversationOf(
  { target, conversations }: Asking,
  { turn }: TargetTurn,
  session: string,
): Promise<Conversation | TargetFailure> {
  const known = conversations.get(session);
  if (known !== undefined && turn > 1) {
    // The last used stands last.
    conversations.delete(session);
    conversations.set(session, known);
    return known;
  }
  if (turn > 1) {
    return failed(targetWords("lost-conversation", { name: target.name, turn }), { retryable: true });
  }
  await known?.folder.remove();
  const folder = await makeTrialFolder(target);
  if (folder.status === "failed") return folder;
  const begun: Conversation = { folder, sessionId: null };
  conversations.set(session, begun);
  await forget(conversations, MOST_KEPT);
  return begun;
}

/** Removes the folders of all but so many trials, those first that were longest without a turn. */
async function forget(conversations: Conversations, most: number): Promise<void> {
  for (const [session, { folder }] of [...conversations].slice(0, Math.max(0, conversations.size - most))) {
    conversations.delete(session);
    await folder.remove();
  }
}

interface Asked {
  readonly turn: TargetTurn;
  readonly context: TargetContext;
}

async function runTurn(
  asking: Asking,
  { folder, sessionId }: Conversation,
  { turn, context }: Asked,
): Promise<ClaudeRun | TargetFailure> {
  const { name } = asking.target;
  const run = await runClaude({
    command: ["claude", ...claudeArguments(asking.target, turn.system, sessionId)],
    input: turn.input,
    folder,
    env: environmentOf(asking, folder, context),
    signal: context.signal,
  });
  if (run.status === "unstarted") return failed(targetWords("no-claude", { reason: run.reason }));
  return run.status === "flooded" ? failed(targetWords("long-output", { name })) : run;
}

/** Skills are used by a tool of their own, which must be allowed like any other. */
function claudeArguments(target: ClaudeCodeTarget, system: string | null, sessionId: string | null): string[] {
  const { maxTurns, model, skills } = target;
  const allowed = [...new Set([...target.allowedTools, ...(skills.length > 0 ? ["Skill"] : [])])];
  return [
    "-p",
    "--output-format",
    "stream-json",
    "--verbose",
    ...(maxTurns === null ? [] : ["--max-turns", String(maxTurns)]),
    ...(model === null ? [] : ["--model", model]),
    ...(allowed.length === 0 ? [] : ["--allowedTools", allowed.join(",")]),
    ...(system === null ? [] : ["--append-system-prompt", system]),
    ...(sessionId === null ? [] : ["--resume", sessionId]),
  ];
}

function environmentOf(
  { worker, own }: Asking,
  folder: TrialFolder,
  { baseUrl, apiKey }: TargetContext,
): Record<string, string> {
  return {
    ...worker.env,
    CLAUDE_CONFIG_DIR: folder.config,
    // Statistics and updates would go around the meter.
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
    ...(baseUrl === null ? {} : { ANTHROPIC_BASE_URL: baseUrl }),
    ...(apiKey === null ? {} : { ANTHROPIC_API_KEY: apiKey }),
    ...own,
  };
}

function withStderr(words: Sentence, stderr: string): Sentence {
  return stderr.trim() === "" ? words : targetWords("its-stderr", { words, start: startOf(stderr) });
}
