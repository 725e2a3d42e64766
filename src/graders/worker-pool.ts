import { type ThreadAnswer, type ThreadProgram, type TimeLimit, WorkerThread } from "./worker-thread.ts";

interface Job {
  readonly message: object;
  readonly limit: TimeLimit;
  readonly resolve: (answer: ThreadAnswer) => void;
}

/** The worker threads of one program. Each does one job at a time, so that ending a thread loses no other job. */
export class WorkerPool {
  private readonly program: ThreadProgram;
  private readonly size: number;
  private readonly idle: WorkerThread[] = [];
  private readonly all = new Set<WorkerThread>();
  private readonly waiting: Job[] = [];
  private isClosed = false;

  constructor(program: ThreadProgram, size: number) {
    this.program = program;
    this.size = size;
  }

  /** The time counts from when a thread is free, loading included. */
  run(message: object, limit: TimeLimit): Promise<ThreadAnswer> {
    if (this.isClosed) return Promise.resolve({ status: "died", why: { code: "thread.run-over" } });
    return new Promise((resolve) => {
      this.waiting.push({ message, limit, resolve });
      this.dispatch();
    });
  }

  async close(): Promise<void> {
    this.isClosed = true;
    for (const job of this.waiting.splice(0)) job.resolve({ status: "died", why: { code: "thread.run-over" } });
    await Promise.all([...this.all].map((thread) => thread.end()));
  }

  private dispatch(): void {
    while (this.waiting.length > 0) {
      const thread = this.takeIdle() ?? (this.all.size < this.size ? this.start() : null);
      const job = thread === null ? undefined : this.waiting.shift();
      if (thread === null || job === undefined) return;
      void this.work(thread, job);
    }
  }

  /** An idle thread; those that ended by themselves while idle are dropped. */
  private takeIdle(): WorkerThread | null {
    for (let thread = this.idle.pop(); thread !== undefined; thread = this.idle.pop()) {
      if (thread.isUsable) return thread;
      this.all.delete(thread);
    }
    return null;
  }

  private start(): WorkerThread {
    const thread = new WorkerThread(this.program);
    this.all.add(thread);
    return thread;
  }

  private async work(thread: WorkerThread, job: Job): Promise<void> {
    const answer = await thread.call(job.message, job.limit);
    if (thread.isUsable && !this.isClosed) this.idle.push(thread);
    else this.all.delete(thread);
    job.resolve(answer);
    this.dispatch();
  }
}
