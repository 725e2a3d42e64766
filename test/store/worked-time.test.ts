import { expect, test } from "vitest";
import type { JournalLine } from "../../src/domain/formats/records.ts";
import { WorkedTime } from "../../src/store/journal/worked-time.ts";

const at = (time: string): string => `2026-11-28T${time}Z`;
/** A run line or a line with a time, as far as time goes. */
const line = (type: "run" | "sent" | "call" | "trial" | "end", time: string): JournalLine =>
  ({ type, ...(type === "run" ? { started_at: at(time) } : type === "trial" ? {} : { at: at(time) }) }) as JournalLine; // the rest is not looked at

const BEGIN = line("run", "10:00:00.000");

test.each<[name: string, lines: JournalLine[], ms: number]>([
  ["nothing", [], 0],
  ["a run that sent nothing", [BEGIN], 0],
  ["one session, from its start", [BEGIN, line("sent", "10:00:01.000"), line("end", "10:00:04.500")], 4500],
  ["one that was killed", [BEGIN, line("sent", "10:00:01.000"), line("trial", "")], 1000],
  [
    "two sessions, a night between them",
    [BEGIN, line("end", "10:00:02.000"), BEGIN, line("sent", "22:00:00.000"), line("end", "22:00:03.000")],
    5000,
  ],
  ["a second one that did nothing", [BEGIN, line("end", "10:00:02.000"), BEGIN, line("end", "22:00:03.000")], 2000],
  ["answers out of order", [BEGIN, line("call", "10:00:09.000"), line("call", "10:00:03.000")], 9000],
  ["a clock that was set back", [BEGIN, line("end", "09:00:00.000")], 0],
])("the time that sessions worked: %s", (_name, lines, ms) => {
  const worked = new WorkedTime();
  for (const one of lines) worked.add(one);
  expect(worked.ms()).toBe(ms);
});
