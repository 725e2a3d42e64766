import { EXIT } from "../../domain/exit-code.ts";

/** Watches for SIGINT and SIGTERM. The first asks to stop, the second exits at once. */
export interface Interruption {
  readonly signal: AbortSignal;
  by(): "SIGINT" | "SIGTERM" | null;
  /** Gives the signals back to the process. */
  release(): void;
}

export function watchSignals(onFirst: (name: "SIGINT" | "SIGTERM") => void): Interruption {
  const controller = new AbortController();
  let first: "SIGINT" | "SIGTERM" | null = null;
  const listen = (name: "SIGINT" | "SIGTERM") => (): void => {
    if (first !== null) process.exit(name === "SIGINT" ? EXIT.interrupted : EXIT.terminated);
    first = name;
    onFirst(name);
    controller.abort();
  };
  const listeners = { SIGINT: listen("SIGINT"), SIGTERM: listen("SIGTERM") };
  process.on("SIGINT", listeners.SIGINT).on("SIGTERM", listeners.SIGTERM);
  return {
    signal: controller.signal,
    by: () => first,
    release: () => void process.off("SIGINT", listeners.SIGINT).off("SIGTERM", listeners.SIGTERM),
  };
}

/** Resolves with the first SIGINT or SIGTERM: for what is served until somebody ends it. A second one exits at once. */
export function untilInterrupted(): Promise<void> {
  return whenAborted(watchSignals(() => undefined).signal);
}

/** Resolves when a signal is aborted. */
export function whenAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
