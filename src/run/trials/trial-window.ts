/** At most so many tasks open at once. The first error is kept; the other tasks run to their end. */
export class TrialWindow {
  private readonly size: number;
  private open = 0;
  private wake: (() => void) | null = null;
  private failed: { readonly reason: unknown } | null = null;

  constructor(size: number) {
    this.size = size;
  }

  get error(): { readonly reason: unknown } | null {
    return this.failed;
  }

  /** Resolves when there is room for one more task. One caller at a time. */
  async enter(): Promise<void> {
    while (this.open >= this.size) await this.nextEnd();
  }

  /** Resolves when no task is open. */
  async drain(): Promise<void> {
    while (this.open > 0) await this.nextEnd();
  }

  run(task: () => Promise<void>, onError: () => void): void {
    this.open += 1;
    void task()
      .catch((reason: unknown) => {
        this.failed ??= { reason };
        onError();
      })
      .finally(() => {
        this.open -= 1;
        this.wake?.();
      });
  }

  private nextEnd(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }
}
