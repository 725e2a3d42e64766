import { trace, type Tracer } from "@opentelemetry/api";
import { afterEach, expect, test } from "vitest";
import { createHttpFetch } from "../../src/host/http-fetch.ts";
import { RunTelemetry } from "../../src/telemetry/run-telemetry.ts";

afterEach(() => trace.disable());

test("a run's spans leave the tracing of the process that it runs in alone", async () => {
  const named: string[] = [];
  const host = {
    getTracer(name: string): Tracer {
      named.push(name);
      return trace.getTracer("none"); // the host's own tracers are its affair
    },
  };
  const own = trace.getTracerProvider();
  expect(own).toBeDefined();
  trace.setGlobalTracerProvider(host);
  const before = trace.getTracerProvider();
  const telemetry = new RunTelemetry({
    settings: {
      tracesUrl: null,
      logsUrl: null,
      headers: {},
      timeoutMs: 100,
      resource: {},
      parent: null,
      capturesContent: false,
    },
    // What the spans of a run read of its start.
    start: { run: { id: "r", tool_version: "0", replies: "simulated", seed: 0 }, suites: [] } as never,
    mask: (text) => text,
    fetch: createHttpFetch(),
    now: () => 0,
    onFailure: () => undefined,
  });
  await telemetry.close(null);
  expect(trace.getTracerProvider()).toBe(before);
  expect(named).toEqual([]);
});
