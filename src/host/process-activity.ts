import { readFile } from "node:fs/promises";

/** What a process is at, with all that it has started. */
export interface Activity {
  /** Does any of them run, or wait for a disk? Else all wait for something to come: input, a reply, a time. */
  readonly isBusy: boolean;
  /** How much of the processor they have had, in ticks of the system (mostly 10 ms). */
  readonly ticks: number;
}

/** Where what the fields count stands behind the name in brackets (proc_pid_stat(5): `state`, `utime` and `stime`). */
const STATE = 0;
const USER_TICKS = 11;
const SYSTEM_TICKS = 12;
/** Running, and waiting for a disk. */
const BUSY = ["R", "D"];

/** Null: there is no such process any more, or the system does not tell (it does on Linux). */
export async function activityOf(pid: number): Promise<Activity | null> {
  const stat = await textOf(`/proc/${pid}/stat`);
  if (stat === null) return null;
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const own = {
    isBusy: BUSY.includes(fields[STATE] ?? ""),
    ticks: Number(fields[USER_TICKS]) + Number(fields[SYSTEM_TICKS]),
  };
  const listed = await textOf(`/proc/${pid}/task/${pid}/children`);
  const children = (listed ?? "").split(" ").filter((text) => text !== "");
  const all = await Promise.all(children.map((child) => activityOf(Number(child))));
  return all.reduce<Activity>((sum, one) => (one === null ? sum : together(sum, one)), own);
}

function together(one: Activity, other: Activity): Activity {
  return { isBusy: one.isBusy || other.isBusy, ticks: one.ticks + other.ticks };
}

async function textOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch {
    return null;
  }
}
