const EXPECTED = "expected a text, or { output, tool_calls?, usage?, cost_usd? }";

/** The English of failures of applications. `name`: the target's; `start`: the beginning of what came. */
export const TARGETS = {
  wrong: ({ name, wrong }: Named & { readonly wrong: { readonly message: string } }): string =>
    `${name}: ${wrong.message}`,
  path: ({ name, key, path, wrong }: Named & Path & { readonly wrong: { readonly message: string } }): string =>
    `${name}: \`${key}: ${path}\` is ${wrong.message}`,
  "no-variable": ({ name, variable, key }: Variable): string =>
    `${name}: the environment has no \`${variable}\`, which \`${key}\` is`,
  "no-start-variable": ({ name, variable, key }: Variable): string =>
    `${name} cannot be started: the environment has no \`${variable}\`, which \`${key}\` is`,
  spawn: ({ name, reason }: Named & ForReason): string => `${name}: ${reason}`,
  start: ({ name, reason }: Named & ForReason): string => `${name} cannot be started: ${reason}`,
  "there-already": ({ name, url }: Named & { readonly url: string }): string =>
    `something answers at ${url} before ${name} was started: stop it, or leave \`start\` out to ask it`,
  "ended-early": ({ name }: Named): string => `${name} ended before it was ready`,
  "not-ready": ({ name, timeoutMs, last }: NotReady): string =>
    `${name} was not ready within ${timeoutMs / 1000} s (${"status" in last ? `it answers ${last.status}` : last.reason})`,
  ended: ({ name, exit }: Named & { readonly exit: Exit }): string => `${name} ended (${exitText(exit)})`,
  /** Most programs say what is wrong in their last line, and a report may show no more than one. */
  "with-stderr": ({ words, tail }: { readonly words: string; readonly tail: string }): string => {
    const lines = tail.split("\n");
    const before = lines.slice(0, -1);
    const earlier = before.length === 0 ? "" : `\nbefore that:\n${before.join("\n")}`;
    return `${words}; its stderr ends with: ${lines.at(-1)?.trim() ?? ""}${earlier}`;
  },
  /** `failed`: the call that nobody answered; `words`: what the application then did. */
  "failed-after": ({ failed, words }: { readonly failed: string; readonly words: string }): string =>
    `${failed}; then ${words}`,
  "its-stderr": ({ words, start }: Start & { readonly words: string }): string => `${words}; its stderr: ${start}`,
  "asked-often": ({ words, times }: { readonly words: string; readonly times: number }): string =>
    `${words} (asked ${times} times)`,
  "no-time-left": ({ name, limitMs }: Named & { readonly limitMs: number }): string =>
    `${name} did not answer within ${limitMs / 1000} s`,
  "failed-call": ({ name, reason }: Named & ForReason): string =>
    `a call of ${name} failed and was not answered by a later one: ${reason}`,

  "broken-off": ({ name, reason }: Named & ForReason): string => `${name} gave no whole answer: ${reason}`,
  "empty-body": ({ name, status }: Status): string => `${name} answered ${status} with an empty body`,
  /** `mostLevels`: it is JSON, and nested deeper than that; null: it is none. */
  "no-json": ({ name, status, start, mostLevels }: Status & Start & Levels): string =>
    `${name} answered ${status} with ${mostLevels === null ? "no JSON" : deeper(mostLevels)}: ${start}`,
  redirect: ({ name, status, host }: Status & { readonly host: string | null }): string =>
    `${name} answered ${status}, which sends on to ${host ?? "another path"}; redirects are not followed: write the address itself`,
  status: ({ name, status, start }: Status & Start): string => `${name} answered ${status}: ${start}`,
  "picks-nothing": ({ name, key, path, start }: Named & Path & Start): string =>
    `${name}: \`${key}: ${path}\` picks nothing in its reply: ${start}`,
  "picks-many": ({
    name,
    path,
    count,
    start,
  }: Named & Start & { readonly path: string; readonly count: number }): string =>
    `${name}: \`output: ${path}\` picks ${count} values where one is the answer: ${start}`,
  "says-error": ({ name, start }: Named & Start): string => `${name} answered with an error: ${start}`,

  gone: ({ name }: Named): string => `the program has no function ${name} any more`,
  threw: ({ name, words }: Named & { readonly words: string }): string => `${name} threw ${words}`,
  "says-failed": ({ name, words }: Named & { readonly words: string }): string =>
    `${name} says that it failed: ${words}`,
  "long-reply": ({ name }: Named): string => returned(name, "more than 32 MB"),
  "returned-value": ({ name, value }: Named & Value): string => returned(name, `${valueText(value)}; ${EXPECTED}`),
  "returned-key": ({ name, key }: Named & { readonly key: string }): string =>
    returned(name, `an object with \`${key}\`; ${EXPECTED}`),
  "returned-output": ({ name, value }: Named & Value): string =>
    returned(name, `an object whose \`output\` is ${valueText(value)}; ${EXPECTED}`),
  "returned-calls": ({ name }: Named): string => returned(name, "`tool_calls` that are no list"),
  "returned-call": ({ name }: Named): string => returned(name, "a tool call that is no { name, input }"),
  "returned-usage": ({ name }: Named): string =>
    returned(name, "a `usage` without whole `input_tokens` and `output_tokens`"),
  "returned-cost": ({ name }: Named): string => returned(name, "a `cost_usd` that is no amount"),
  "returned-model": ({ name }: Named): string =>
    returned(name, "a `model` that is no name: a text of one line, of 200 characters at most"),
  "returned-both": ({ name }: Named): string => returned(name, "both `output` and `content`"),
  "returned-content": ({ name }: Named): string => returned(name, "a `content` that is no list of blocks"),
  "returned-block": ({ name, type }: Named & { readonly type: string | null }): string =>
    returned(name, `a \`content\` with ${type === null ? "a block without a `type`" : blockText(type)}`),
  "returned-nothing": ({ name }: Named): string =>
    returned(
      name,
      '`content` with neither a text nor a call of a tool; an empty answer is { "type": "text", "text": "" }',
    ),
  "returned-kind": ({ name, kind }: Named & { readonly kind: string }): string =>
    returned(name, `${kind}, which JSON does not hold`),
  "returned-deep": ({ name, mostLevels }: Named & Levels): string =>
    returned(name, `a value that is ${mostLevels === null ? "no JSON" : deeper(mostLevels)}`),

  late: ({ name }: Named): string => `${name} did not answer in time`,
  closed: ({ name }: Named): string => `${name} was closed`,
  "long-line": ({ name }: Named): string => `${name} printed a line of more than 32 MB to stdout`,
  /** `line`: as JSON writes it. */
  printed: ({ name, line }: Line): string =>
    `${name} printed what is no answer to stdout: ${line} (stdout is for answers; print the rest to stderr)`,
  "odd-id": ({ name, line }: Line): string => `${name} answered an \`id\` that is no text: ${line}`,
  twice: ({ name, id }: Turn): string => `${name} answered turn ${id} twice`,
  unasked: ({ name, id }: Turn): string => `${name} answered ${id}, which it was not asked`,
  "ended-unanswered": ({ name, exit: { code, signal }, half }: Unanswered): string => {
    const how = signal === null ? `ended with exit code ${code ?? "unknown"}` : `was ended by ${signal}`;
    return `${name} ${how} before it answered${half === null ? "" : `, in the middle of a line: ${half}`}`;
  },
  /** `words`: why it does not load; null: it does, and has nothing to call. */
  unloadable: ({ name, words }: Named & { readonly words: string | null }): string =>
    `the module of ${name} ${words === null ? "has no default export that is a function" : `does not load: ${words}`}`,
  "thread-ended": ({ name, end }: Named & { readonly end: ThreadStop }): string =>
    `the thread of ${name} has ended: ${threadText(end)}`,

  "no-result": ({ name, exit: { code, signal } }: Named & { readonly exit: Exit }): string =>
    `${name}: Claude Code ended without a result (${signal === null ? `exit ${code ?? "unknown"}` : signal})`,
  "lost-conversation": ({ name, turn }: Named & { readonly turn: number }): string =>
    `${name}: the conversation that turn ${turn} goes on with is gone (the run was resumed, or graded anew); the trial must begin again`,
  "no-claude": ({ reason }: ForReason): string =>
    `${reason}: \`claude_code\` needs Claude Code on PATH (npm install -g @anthropic-ai/claude-code)`,
  "long-output": ({ name }: Named): string => `${name} wrote more than 64 MB`,
  workspace: ({ name, reason }: Named & ForReason): string => `${name}: its workspace cannot be copied: ${reason}`,
  "two-skills": ({ skill }: { readonly skill: string }): string => `two skills are called ${skill}`,
  "no-skill": ({ skill }: { readonly skill: string }): string => `${skill} is no skill: it has no SKILL.md`,
  "large-folder": ({ folder }: { readonly folder: string }): string =>
    `${folder} holds more than 100,000 files and folders`,
  "claude-died": ({ name, exit: { code, signal } }: Named & { readonly exit: Exit }): string =>
    `${name}: Claude Code wrote a result and then broke down (${signal === null ? `exit ${code ?? "unknown"}` : signal})`,
  "claude-went-on": ({ kind }: { readonly kind: string }): string =>
    `Claude Code wrote a result and behind it another message (${kind}): which of them is the answer, nobody can tell`,
  "odd-stream": ({ start }: Start): string => `Claude Code wrote what is no line of its stream: ${start}`,
  /** `kind`: as the stream names it; null: an error without a name. */
  "claude-ended": ({ kind, turns, start }: ClaudeEnd): string => {
    const after = turns === null ? "" : ` after ${turns} ${turns === 1 ? "turn" : "turns"}`;
    return `Claude Code ended with ${kind ?? "an error"}${after}${start === null ? "" : `: ${start}`}`;
  },
  "no-text": (): string => "Claude Code ended without a text",
};

/** Why a thread is of no more use. */
export type ThreadStop =
  | { readonly kind: "error"; readonly words: string }
  | { readonly kind: "exit"; readonly code: number }
  | { readonly kind: "closed" | "stuck" };

interface Named {
  readonly name: string;
}

interface ForReason {
  /** As the system says it. */
  readonly reason: string;
}

interface Start {
  readonly start: string;
}

interface Path {
  readonly key: string;
  readonly path: string;
}

interface Variable extends Named {
  readonly variable: string;
  readonly key: string;
}

interface NotReady extends Named {
  readonly timeoutMs: number;
  readonly last: { readonly status: number } | ForReason;
}

interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
}

interface Status extends Named {
  readonly status: number;
}

interface Levels {
  readonly mostLevels: number | null;
}

interface Value {
  readonly value: unknown;
}

interface Line extends Named {
  readonly line: string;
}

interface Turn extends Named {
  readonly id: string;
}

interface Unanswered extends Named {
  readonly exit: Exit;
  /** The line that it was in, as JSON writes it; null: none. */
  readonly half: string | null;
}

interface ClaudeEnd {
  readonly kind: string | null;
  readonly turns: number | null;
  readonly start: string | null;
}

/** `type`: as JSON names it, not of the API or without what it must have. */
function blockText(type: string): string {
  const needs: Readonly<Record<string, string>> = {
    text: "whose `text` is no text",
    tool_use: "without `name` or `input`",
  };
  return `a block of type ${JSON.stringify(type)}${Object.hasOwn(needs, type) ? ` ${needs[type] ?? ""}` : ", which no answer of Claude has"}`;
}

function returned(name: string, what: string): string {
  return `${name} returned ${what}`;
}

function exitText({ code, signal }: Exit): string {
  return signal === null ? `exit ${code}` : signal;
}

function deeper(levels: number): string {
  return `nested deeper than ${levels.toLocaleString("en")} levels`;
}

function valueText(value: unknown): string {
  if (value === null || typeof value !== "object") return typeof value === "function" ? "a function" : String(value);
  return Array.isArray(value) ? "a list" : "an object";
}

function threadText(end: ThreadStop): string {
  switch (end.kind) {
    case "error":
      return end.words;
    case "exit":
      return `it ended its thread (exit ${end.code})`;
    case "closed":
      return "the run is over";
    case "stuck":
      return "it did not stop when its time was over";
  }
}
