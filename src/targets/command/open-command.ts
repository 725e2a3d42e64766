import type { CommandTarget, OpenedTarget, TargetValue, TargetWorker } from "../../domain/run/target.ts";
import { spawnGroup } from "../../host/child-group.ts";
import { LineSession } from "./line-session.ts";

/** Starts a worker: a process group of its own, which ends with us whatever ends us. */
export async function openCommand(target: CommandTarget, worker: TargetWorker): Promise<OpenedTarget> {
  const env = environmentOf(target.env, worker);
  if (!env.ok) return { status: "failed", message: `${target.name}: ${env.message}`, retryable: false };
  const spawned = await spawnGroup(target.command, {
    cwd: target.cwd,
    env: env.value,
    stdio: ["pipe", "pipe", "pipe"],
  });
  if (spawned.status === "failed")
    return { status: "failed", message: `${target.name}: ${spawned.message}`, retryable: false };
  return { status: "open", session: new LineSession(target, spawned.group) };
}

type Environment =
  | { readonly ok: true; readonly value: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly message: string };

/** The worker's environment with the target's own variables over it. */
export function environmentOf(own: Readonly<Record<string, TargetValue>>, { env, valueOf }: TargetWorker): Environment {
  const value: Record<string, string> = { ...env };
  for (const [name, given] of Object.entries(own)) {
    const text = typeof given === "string" ? given : valueOf(given.env);
    if (text === null) return { ok: false, message: `the environment has no value for its \`${name}\`` };
    value[name] = text;
  }
  return { ok: true, value };
}
