import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { setAside } from "../../src/vitest/session-budget.ts";
import { temporaryProject } from "../helpers/temporary-folder.ts";

const newSession = (): string => join(temporaryProject({}), "session.json");
const deadPid = (): number => spawnSync(process.execPath, ["-e", ""]).pid;
const write = (file: string, entry: object): void =>
  writeFileSync(file, JSON.stringify({ spentUsd: 0, open: { other: entry } }));

test("finding 12: what a worker had set aside that died stays spent, and the refusal says so", async () => {
  const file = newSession();
  write(file, { pid: deadPid(), usd: 0.15, beat: 3 });
  const left = await setAside(0.2, file);
  expect(left.usd).toBeCloseTo(0.05);
  await left.settle(0.05);
  await expect(setAside(0.2, file)).rejects.toThrow(
    /the cap of this session, \$0\.2, is used up \(\$0\.0500 spent, \$0\.1500 set aside by workers that ended/,
  );
});

test("finding 13: a thread that died in vitest's own process is waited for no longer than the bound", async () => {
  const file = newSession();
  write(file, { pid: process.pid, usd: 0.2, beat: 3 });
  await expect(setAside(0.2, file, 300)).rejects.toThrow(/\$0\.2000 set aside by workers that ended/);
});

test("finding 13: a worker that is heard of is waited for beyond the bound, and gives back what is left", async () => {
  const file = newSession();
  let beat = 0;
  write(file, { pid: process.pid, usd: 0.2, beat });
  const beating = setInterval(() => write(file, { pid: process.pid, usd: 0.2, beat: ++beat }), 20);
  const waiting = setAside(0.2, file, 600);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  clearInterval(beating);
  writeFileSync(file, JSON.stringify({ spentUsd: 0.05, open: {} }));
  expect((await waiting).usd).toBeCloseTo(0.15);
});

test("a process that is there is waited for, however long its tests keep it from being heard of", async () => {
  const file = newSession();
  write(file, { pid: process.pid, isThread: false, usd: 0.2, beat: 3 });
  const waiting = setAside(0.2, file, 300);
  await new Promise((resolve) => setTimeout(resolve, 900));
  writeFileSync(file, JSON.stringify({ spentUsd: 0.05, open: {} }));
  expect((await waiting).usd).toBeCloseTo(0.15);
});

test("a process that has ended is waited for no longer, whatever it was", async () => {
  const file = newSession();
  write(file, { pid: deadPid(), isThread: false, usd: 0.2, beat: 3 });
  await expect(setAside(0.2, file, 60_000)).rejects.toThrow("used up");
});

test("a thread that was taken for dead and lives keeps what it had, and settles what it really spent", async () => {
  const file = newSession();
  const slow = await setAside(1, file);
  writeFileSync(file, readFileSync(file, "utf8").replace('"isThread":false', '"isThread":true'));
  await expect(setAside(1, file, 0)).rejects.toThrow("used up");
  await slow.settle(0.25);
  expect((await setAside(1, file)).usd).toBeCloseTo(0.75);
});

test("a session's file that is broken gives nobody the cap anew", async () => {
  const file = newSession();
  writeFileSync(file, '{"spentUsd":0.2,"op');
  await expect(setAside(0.2, file)).rejects.toThrow(SyntaxError);
  expect(readFileSync(file, "utf8")).toContain("0.2");
});
