import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { StdioOptions } from "node:child_process";
import type { ChildExit } from "../../host/child-group.ts";
import { spawnGroup } from "../../host/child-group.ts";

/** How long a command, and what it started, may take to end when it is asked to. */
const GRACE_MS = 5_000;

export interface CommandRequest {
  readonly command: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly stdio: StdioOptions;
  /** Aborts when the command is to end: an interruption, or a store that cannot be written. */
  readonly signal: AbortSignal;
  interruptedBy(): "SIGINT" | "SIGTERM" | null;
}

export type CommandEnd =
  | { readonly status: "ended"; readonly exit: ChildExit; readonly leftChildren: boolean }
  | { readonly status: "failed"; readonly message: Sentence };

/** Runs a command to its end, and ends what it leaves behind. */
export async function runCommand(request: CommandRequest): Promise<CommandEnd> {
  const spawned = await spawnGroup(request.command, request);
  if (spawned.status === "failed") return spawned;
  const { group } = spawned;
  let ending: Promise<boolean> | null = null;
  const end = (): void => {
    group.signal(request.interruptedBy() ?? "SIGTERM");
    ending = group.end(GRACE_MS);
  };
  if (request.signal.aborted) end();
  request.signal.addEventListener("abort", end, { once: true });
  const exit = await group.exited;
  request.signal.removeEventListener("abort", end);
  const leftChildren = await (ending ?? group.end(GRACE_MS));
  return { status: "ended", exit, leftChildren: ending === null && leftChildren };
}

export interface ChildAccess {
  readonly baseUrl: string;
  readonly key: string;
  /** The real key; null: there is none. */
  readonly credential: string | null;
}

/** What a command behind the meter does not get: whatever leads to Claude, or to an account, around it. */
const WITHHELD = /^(ANTHROPIC_|ACTIONS_ID_TOKEN_|CLAUDE_CODE_USE_|AWS_BEARER_TOKEN_BEDROCK$)/;
const LOOPBACK = ["127.0.0.1", "localhost"];

/** The environment of a command: the meter's address and key in place of the real ones, which it must not see. */
export function childEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  { baseUrl, key, credential }: ChildAccess,
): Record<string, string> {
  const kept = Object.entries(env).flatMap(([name, value]): [string, string][] => {
    if (value === undefined || WITHHELD.test(name)) return [];
    return credential !== null && value.includes(credential) ? [] : [[name, value]];
  });
  const unproxied = [env["NO_PROXY"] ?? env["no_proxy"] ?? "", ...LOOPBACK].filter((host) => host !== "").join(",");
  return {
    ...Object.fromEntries(kept),
    ANTHROPIC_BASE_URL: baseUrl,
    ANTHROPIC_API_KEY: key,
    NO_PROXY: unproxied,
    no_proxy: unproxied,
  };
}
