import type { Network } from "../../domain/environment/network.ts";
import { createHttpFetch } from "../../host/http-fetch.ts";
import type { Mask } from "../../base/mask.ts";
import type { Clock } from "../../domain/values/clock.ts";
import type { StartedRun } from "../../domain/reporter.ts";
import type { RunTelemetry } from "../../telemetry/run-telemetry.ts";

/** What telemetry is opened for. */
export interface TelemetryRequest {
  /** The process's own environment: an env file of a pull request must not choose where a run is told of. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly start: StartedRun;
  readonly mask: Mask;
  readonly clock: Clock;
  readonly network: Network;
  readonly log: (line: string) => void;
}

/** The telemetry of a run; null, and nothing of it loaded, where no OTLP endpoint is named. */
export async function openTelemetry(request: TelemetryRequest): Promise<RunTelemetry | null> {
  const { env, start, mask, clock, network, log } = request;
  if (!Object.keys(env).some((name) => /^OTEL_EXPORTER_OTLP_.*ENDPOINT$/.test(name))) return null;
  const { telemetrySettings } = await import("../../telemetry/settings.ts");
  const settings = telemetrySettings(env);
  if (settings === null) return null;
  const { RunTelemetry } = await import("../../telemetry/run-telemetry.ts");
  return new RunTelemetry({
    settings,
    start,
    mask,
    fetch: createHttpFetch(network),
    now: steadyNow(clock),
    onFailure: (message) => log(mask(`warning: ${message}`)),
  });
}

/** The wall clock as it was when the run began, going on with the monotonic one: no span ends before its start. */
function steadyNow(clock: Clock): () => number {
  const offsetMs = clock.now() - clock.monotonicMs();
  return () => offsetMs + clock.monotonicMs();
}
