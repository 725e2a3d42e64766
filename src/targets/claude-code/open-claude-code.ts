import { targetWords } from "../../domain/diagnostics/target-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { open, readFile, stat, writeFile } from "node:fs/promises";
import type {
  ClaudeCodeTarget,
  OpenTarget,
  TargetContext,
  TargetFailure,
  TargetReply,
  TargetTurn,
  TargetWorker,
} from "../../domain/run/target.ts";
import { type ChildExit, spawnGroup } from "../../host/child-group.ts";
import { failed, startOf } from "../failed.ts";
import { fillValues } from "../own-environment.ts";
import { readStream } from "./read-stream.ts";
import { makeTrialFolder, type TrialFolder } from "./trial-folder.ts";

/** How long Claude Code, and what it started, may take to end when it is asked to. */
const GRACE_MS = 2_000;
const MOST_OUTPUT_BYTES = 64 * 1024 * 1024;
/** Trials whose folders are kept for a further turn; more are never open at once. */
const MOST_KEPT = 256;
const STDERR_SHOWN = 2_000;

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
  const run = await runClaude(asking, conversation, { turn, context });
  if (run.status === "failed") return run;
  const read = readStream(run.output);
  if (read === null)
    return failed(withStderr(targetWords("no-result", { name: asking.target.name, exit: run.exit }), run.stderr));
  if (read.status === "failed") return { ...read, message: withStderr(read.message, run.stderr) };
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

interface ClaudeRun {
  readonly status: "ended";
  readonly exit: ChildExit;
  readonly output: string;
  readonly stderr: string;
}

interface Asked {
  readonly turn: TargetTurn;
  readonly context: TargetContext;
}

async function runClaude(
  asking: Asking,
  { folder, sessionId }: Conversation,
  { turn, context }: Asked,
): Promise<ClaudeRun | TargetFailure> {
  const files = {
    input: folder.file("input.txt"),
    output: folder.file("output.jsonl"),
    stderr: folder.file("stderr.txt"),
  };
  await writeFile(files.input, turn.input);
  const input = await open(files.input, "r");
  const output = await open(files.output, "w");
  const stderr = await open(files.stderr, "w");
  try {
    const command = ["claude", ...claudeArguments(asking.target, turn.system, sessionId)];
    const env = environmentOf(asking, folder, context);
    const spawned = await spawnGroup(command, { cwd: folder.work, env, stdio: [input.fd, output.fd, stderr.fd] });
    if (spawned.status === "failed") return failed(targetWords("no-claude", { reason: spawned.message }));
    const { group } = spawned;
    const stop = (): void => group.signal("SIGTERM");
    if (context.signal.aborted) stop();
    context.signal.addEventListener("abort", stop, { once: true });
    const exit = await group.exited;
    context.signal.removeEventListener("abort", stop);
    await group.end(GRACE_MS);
    const { size } = await stat(files.output);
    if (size > MOST_OUTPUT_BYTES) return failed(targetWords("long-output", { name: asking.target.name }));
    const text = await readFile(files.output, "utf8");
    return { status: "ended", exit, output: text, stderr: (await readFile(files.stderr, "utf8")).slice(-STDERR_SHOWN) };
  } finally {
    for (const file of [input, output, stderr]) await file.close();
  }
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
