import { once } from "node:events";
import { spawn } from "node:child_process";
import { expect, test } from "vitest";
import { activityOf } from "../../src/host/process-activity.ts";

test.runIf(process.platform === "linux")(
  "a process that waits is told from one that works, with its children",
  async () => {
    const waiting = spawn("/bin/sh", ["-c", "read line; while :; do :; done"], { stdio: ["pipe", "ignore", "ignore"] });
    const around = spawn("/bin/sh", ["-c", "( while :; do :; done ) & wait"], { stdio: "ignore", detached: true });
    const asleep = spawn("/bin/sh", ["-c", "sleep 60"], { stdio: ["pipe", "ignore", "ignore"] });
    try {
      await expect.poll(() => activityOf(waiting.pid ?? 0)).toMatchObject({ isBusy: false, awaitsInput: true });
      await expect.poll(() => activityOf(asleep.pid ?? 0)).toMatchObject({ isBusy: false, awaitsInput: false });
      waiting.stdin.write("go\n");
      await expect.poll(() => activityOf(waiting.pid ?? 0)).toMatchObject({ isBusy: true });
      await expect.poll(() => activityOf(around.pid ?? 0)).toMatchObject({ isBusy: true });
    } finally {
      waiting.kill("SIGKILL");
      asleep.kill("SIGKILL");
      process.kill(-(around.pid ?? 0), "SIGKILL");
      await Promise.all([once(waiting, "exit"), once(around, "exit")]);
    }
    expect(await activityOf(waiting.pid ?? 0)).toBeNull();
  },
);

test.runIf(process.platform === "linux")(
  "a process whose first thread sleeps while another works is at work",
  async () => {
    const program = `const { Worker } = require("node:worker_threads");
    new Worker("for (;;);", { eval: true });
    process.stdin.resume();
    setTimeout(() => console.log("asleep"), 200);`;
    const working = spawn(process.execPath, ["-e", program], { stdio: ["pipe", "pipe", "ignore"] });
    try {
      await once(working.stdout, "data");
      for (let look = 0; look < 20; look++) {
        expect(await activityOf(working.pid ?? 0)).toMatchObject({ isBusy: true });
      }
    } finally {
      working.kill("SIGKILL");
      await once(working, "exit");
    }
  },
);
