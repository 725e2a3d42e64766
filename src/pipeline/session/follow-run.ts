import type { RunEvent } from "../../run/trials/run-options.ts";
import type { Provider } from "../../domain/run/provider.ts";
import type { ReportHead } from "../../domain/reporter.ts";
import { gitRecord } from "../../host/git-record.ts";
import type { OpenRun } from "./open-run.ts";
import { openTelemetry } from "./open-telemetry.ts";
import { progressHook } from "./watch/progress-hook.ts";

/** Those who are told of a run while it goes on: its saved trials, telemetry, progress, and reports that are live. */
export interface Followers {
  /** The provider as they want to see it used. */
  around(provider: Provider): Provider;
  onEvent(event: RunEvent): void;
  /** The run begins. Resolves when all have been told of its end, also when it dies. */
  until(head: Promise<ReportHead>): Promise<void>;
}

/** Gets all that follow a run ready, before its first request. */
export async function followRun({ ready, invocation, hooks, mask, stream, session }: OpenRun): Promise<Followers> {
  const { store, run } = session;
  const saved = store.openFeed();
  const suites = ready.checked.suites.map(({ loaded: { suite } }) => ({ name: suite.name, file: suite.displayFile }));
  const { clock, env = {}, log } = hooks;
  const telemetry = await openTelemetry({ env, start: { run, suites }, mask, clock, network: invocation.network, log });
  const git = hooks.onStart === undefined ? null : await gitRecord(invocation.cwd);
  const { checked, source } = ready;
  const showProgress = progressHook({ checked, stream, source, invocation }, hooks);
  return {
    around: (provider) => telemetry?.around(provider) ?? provider,
    onEvent(event) {
      if (event.type === "trial") {
        saved.add(event.trial.ordinal);
        telemetry?.trial(event.trial.suiteName, event.record);
      }
      showProgress(event);
    },
    async until(head) {
      const ended = head.finally(() => saved.close());
      hooks.onStart?.({ start: { run: { ...run, git }, suites }, trials: saved, head: ended, mask });
      await ended.then(
        (written) => telemetry?.close(written),
        () => telemetry?.close(null),
      );
    },
  };
}
