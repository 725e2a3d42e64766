import { readdir, readFile } from "node:fs/promises";

/** What a process is at, with all that it has started. */
export interface Activity {
  /** Does any of them run, or wait for a disk, in any of its threads? Else all of them sleep. */
  readonly isBusy: boolean;
  /** How much of the processor they have had, in ticks of the system (mostly 10 ms). */
  readonly ticks: number;
  /** Does one of them wait for its standard input, or for whatever comes first? Null: the system does not tell. */
  readonly awaitsInput: boolean | null;
}

/** Where the fields stand behind the name in brackets (proc_pid_stat(5): `state`, `utime` and `stime`). */
const STATE = 0;
const USER_TICKS = 11;
const SYSTEM_TICKS = 12;
/** Running, and waiting for a disk. */
const BUSY = ["R", "D"];

/** The numbers of system calls: those that read what their first argument names, and those that wait for one of several. */
interface CallNumbers {
  readonly reads: readonly number[];
  readonly waits: readonly number[];
}

/** read, readv, recvfrom, recvmsg; poll, select, epoll_wait and their kin (syscalls(2), the tables of each architecture). */
const CALLS: Partial<Record<string, CallNumbers>> = {
  x64: { reads: [0, 19, 45, 47], waits: [7, 23, 232, 270, 271, 281, 426, 441] },
  arm64: { reads: [63, 65, 207, 212], waits: [22, 72, 73, 426, 441] },
};

/** Null: there is no such process any more, or the system does not tell (it does on Linux). */
export async function activityOf(pid: number): Promise<Activity | null> {
  const stat = await textOf(`/proc/${pid}/stat`);
  if (stat === null) return null;
  const fields = fieldsOf(stat);
  const threads = await threadsOf(pid);
  const own = {
    isBusy: [stat, ...threads.map((thread) => thread.stat)].some((text) => BUSY.includes(fieldsOf(text)[STATE] ?? "")),
    ticks: Number(fields[USER_TICKS]) + Number(fields[SYSTEM_TICKS]),
    awaitsInput: awaitsInput(threads),
  };
  const listed = await textOf(`/proc/${pid}/task/${pid}/children`);
  const children = (listed ?? "").split(" ").filter((text) => text !== "");
  const all = await Promise.all(children.map((child) => activityOf(Number(child))));
  return all.reduce<Activity>((sum, one) => (one === null ? sum : together(sum, one)), own);
}

function together(one: Activity, other: Activity): Activity {
  const awaits = [one.awaitsInput, other.awaitsInput];
  return {
    isBusy: one.isBusy || other.isBusy,
    ticks: one.ticks + other.ticks,
    awaitsInput: awaits.includes(null) ? null : awaits.includes(true),
  };
}

function fieldsOf(stat: string): readonly string[] {
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

/** A thread: the first of a process may sleep while others work for it (a module that is compiled). */
interface Thread {
  readonly stat: string;
  /** What it is in (proc_pid_syscall(5)); null: the system does not tell. */
  readonly call: string | null;
}

async function threadsOf(pid: number): Promise<readonly Thread[]> {
  const ids = await readdir(`/proc/${pid}/task`).catch(() => []);
  const all = ids.map(async (id): Promise<Thread[]> => {
    const [stat, call] = await Promise.all(
      ["stat", "syscall"].map((file) => textOf(`/proc/${pid}/task/${id}/${file}`)),
    );
    return typeof stat === "string" ? [{ stat, call: call ?? null }] : [];
  });
  return (await Promise.all(all)).flat();
}

function awaitsInput(threads: readonly Thread[]): boolean | null {
  const numbers = CALLS[process.arch];
  const known = threads.flatMap(({ call }) => call ?? []);
  if (numbers === undefined || known.length === 0) return null;
  return known.some((text) => {
    const [call = "", first] = text.split(" ");
    return numbers.waits.includes(Number(call)) || (numbers.reads.includes(Number(call)) && first === "0x0");
  });
}

async function textOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch {
    return null;
  }
}
