import type { Suite } from "../../domain/suite.ts";
import type { TargetRoom } from "../../domain/run/target-room.ts";
import { type MeterServer, startMeterServer } from "../../meter/meter-server.ts";
import type { Sending } from "../../run/calls/sending.ts";
import { chooseUpstream, type MeterUpstream } from "../metering/meter-upstream.ts";
import { ignoring } from "../metering/meter-setup.ts";
import type { OpenRun } from "../session/open-run.ts";
import { recordingsFile } from "../session/recordings.ts";
import { openerOf } from "./open-target.ts";
import { targetEnvironment } from "./target-environment.ts";
import { createTargetMeter, type MeteredSuite, type TargetMeter } from "./target-meter.ts";
import { asksModels } from "../access/reply-endpoint.ts";
import { type ClosableRoom, createTargetRoom } from "./target-room.ts";

/** The applications of a run, and the meter before them. */
export interface Targeting {
  /** What asks them, with what the run sends with. To be called once. */
  readonly open: (sending: Sending) => TargetRoom;
  /** Ends what was started, and the meter. */
  close(): Promise<void>;
}

interface Metering {
  readonly server: MeterServer;
  readonly upstream: MeterUpstream;
  readonly suites: readonly MeteredSuite[];
}

const MAX_ATTEMPTS = 5;

/** What of a run its targets are asked with. */
export interface TargetedRun {
  readonly ready: Pick<OpenRun["ready"], "checked" | "recall">;
  readonly invocation: OpenRun["invocation"];
  readonly hooks: Pick<OpenRun["hooks"], "clock" | "env">;
  readonly stop: OpenRun["stop"];
  readonly session: Pick<OpenRun["session"], "replay">;
}

/** Prepares what a run's targets are asked with; null: no suite has a target. */
export async function openTargeting(run: TargetedRun, concurrency: number): Promise<Targeting | null> {
  const suites = run.ready.checked.suites.map(({ loaded }) => loaded.suite);
  const targets = suites.flatMap(({ arms }) => arms.flatMap(({ target }) => target ?? []));
  if (targets.length === 0) return null;
  const metering = targets.some(asksModels) ? await openMetering(run, suites) : null;
  let room: ClosableRoom | null = null;
  return {
    open(sending) {
      room = createTargetRoom({
        sending,
        concurrency,
        meter: metering === null ? null : meterOf(run, metering, sending),
        open: openerOf(run.invocation),
        environment: (access) => targetEnvironment(run.hooks.env ?? {}, access, run.invocation),
        valueOf: (name) => run.invocation.named.read(name),
      });
      return room;
    },
    async close() {
      await room?.close();
      await metering?.server.close();
    },
  };
}

function meterOf({ ready, session, invocation }: TargetedRun, metering: Metering, sending: Sending): TargetMeter {
  const { overrides } = invocation;
  const { replay } = session;
  return createTargetMeter({
    ...metering,
    sending,
    replay,
    recall: ready.recall,
    maxAttempts: overrides.maxAttempts ?? MAX_ATTEMPTS,
  });
}

async function openMetering(run: TargetedRun, suites: readonly Suite[]): Promise<Metering> {
  const { ready, invocation, hooks, stop } = run;
  const { checked } = ready;
  const chosen = chooseUpstream(invocation, checked.config, hooks.clock);
  if (!chosen.ok) throw new Error("where calls go was found out before, and is not known any more");
  const onError = (): void => stop.stop("store");
  const started = await startMeterServer({ port: 0, onError });
  if (started.status === "refused") throw new Error(started.message);
  const { upstream } = chosen;
  const metered = await Promise.all(
    suites.map(async (suite): Promise<MeteredSuite> => {
      const { facts, attachments, config } = checked;
      const recordings = { file: recordingsFile(suite, config, invocation) };
      const { models, ignore } = suite.meter;
      const setup = { facts, upstream, attachments, models, ignore: await ignoring(ignore), recordings };
      return { setup, rules: suite.meter, capUsd: invocation.maxCostUsd ?? suite.limits.maxCostUsd };
    }),
  );
  return { server: started.server, upstream, suites: metered };
}
