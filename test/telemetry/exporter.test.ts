import { afterEach, expect, test } from "vitest";
import { OtlpExporter } from "../../src/telemetry/exporter.ts";
import type { SpanData } from "../../src/telemetry/otlp-json.ts";
import { createHttpFetch } from "../../src/host/http-fetch.ts";
import { type OtlpReceiver, receiveOtlp } from "../helpers/servers/otlp-receiver.ts";

const receivers: OtlpReceiver[] = [];
afterEach(async () => {
  for (const receiver of receivers.splice(0)) await receiver.close();
});

const span = (n: number): SpanData => ({
  traceId: "0".repeat(31) + "1",
  spanId: n.toString(16).padStart(16, "0"),
  parentSpanId: null,
  scope: { name: "t" },
  name: `span ${n}`,
  kind: 0,
  startMs: 0,
  endMs: 1,
  attributes: {},
  status: { code: 0 },
});

test("spans that wait for a slow collector are bounded: what comes on top is dropped, the first ones arrive", async () => {
  const receiver = await receiveOtlp();
  receivers.push(receiver);
  const failures: string[] = [];
  const exporter = new OtlpExporter({
    settings: {
      tracesUrl: receiver.url,
      logsUrl: null,
      headers: {},
      timeoutMs: 5_000,
      resource: {},
      parent: null,
      capturesContent: false,
    },
    scope: { name: "t" },
    mask: (text) => text,
    fetch: createHttpFetch(),
    onFailure: (message) => failures.push(message),
  });
  // Faster than any collector: not one answer comes between them.
  for (let n = 0; n < 10_000; n++) exporter.span(span(n));
  await exporter.close();
  expect(failures).toEqual([]);
  expect(receiver.spans.length).toBeGreaterThanOrEqual(4_096);
  expect(receiver.spans.length).toBeLessThan(5_000);
  expect(receiver.spans.slice(0, 300).map(({ name }) => name)).toEqual(
    Array.from({ length: 300 }, (_, n) => `span ${n}`),
  );
});
