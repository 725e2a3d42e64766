import { targetWords } from "../../domain/diagnostics/target-words.ts";
import type { CommandTarget, OpenedTarget, TargetWorker } from "../../domain/run/target.ts";
import { spawnGroup } from "../../host/child-group.ts";
import { failed } from "../failed.ts";
import { fillValues } from "../own-environment.ts";
import { LineSession } from "./line-session.ts";

/** Starts a worker: a process group of its own, which ends with us whatever ends us. */
export async function openCommand(
  { name, command, cwd, env }: CommandTarget,
  worker: TargetWorker,
): Promise<OpenedTarget> {
  const own = fillValues(env, worker.valueOf);
  if (!own.ok) return failed(targetWords("no-variable", { name, ...own.missing }));
  const spawned = await spawnGroup(command, {
    cwd,
    env: { ...worker.env, ...own.values },
    stdio: ["pipe", "pipe", "pipe"],
  });
  if (spawned.status === "failed") return failed(targetWords("spawn", { name, reason: spawned.message }));
  return { status: "open", session: new LineSession(name, spawned.group) };
}
