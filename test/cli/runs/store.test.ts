import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import type { JournalLine } from "../../../src/domain/formats/records.ts";
import { liveProject, type LiveProject, reportOf } from "../../helpers/live-project.ts";
import { startCli } from "../../helpers/spawn-cli.ts";
import { permanentProject } from "../../helpers/temporary-folder.ts";

const CASES = 40;
const SUITE = `model: claude-haiku-5-5
prompt: "Say {{ word }}"
cases:
${Array.from({ length: CASES }, (_, n) => `  - { id: c${n}, vars: { word: w${n}w }, expect: [{ contains: w${n}w }] }`).join("\n")}
`;
const RUN = ["suite.yaml", "--reporter", "json", "--concurrency", "2"];

const mounts: string[] = [];
afterEach(() => {
  for (const folder of mounts.splice(0)) spawnSync("umount", ["--lazy", folder]);
});

function mount(folder: string, args: readonly string[]): boolean {
  mkdirSync(folder, { recursive: true });
  const isDone = spawnSync("mount", [...args, folder]).status === 0;
  if (isDone) mounts.push(folder);
  return isDone;
}

/** A small file system of its own in this folder. */
function mountDisk(folder: string, size: string): boolean {
  return mount(folder, ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs"]);
}

/** Root may, where the kernel lets it. */
function canMount(): boolean {
  const folder = permanentProject({});
  if (process.getuid?.() !== 0 || !mountDisk(folder, "1m")) return false;
  mounts.pop();
  return spawnSync("umount", [folder]).status === 0;
}
const mayMount = canMount();

interface BrokenStore {
  readonly name: string;
  /** Needs root, and a kernel that lets it mount. */
  readonly mounts: boolean;
  readonly break: (at: LiveProject) => unknown;
  readonly says: RegExp;
}

const BROKEN: readonly BrokenStore[] = [
  {
    name: "a file where the folder must be",
    mounts: false,
    break: (at) => at.write(".prompt-run", "a file"),
    says: /\.prompt-run/,
  },
  {
    name: "a read-only file system (root only)",
    mounts: true,
    break: ({ cwd }) => {
      const folder = join(cwd, ".prompt-run");
      mkdirSync(folder);
      return mount(folder, ["--bind", "-o", "ro", folder]);
    },
    says: /read-only/i,
  },
  {
    name: "a disk that is nearly full (root only)",
    mounts: true,
    break: ({ cwd }) => mountDisk(join(cwd, ".prompt-run"), "8m"),
    says: /has \d MB free; the run may need \d+ MB/,
  },
];

describe("a store that cannot keep the run is known before money is spent", () => {
  for (const store of BROKEN) {
    test.skipIf(store.mounts && !mayMount)(store.name, async () => {
      const at = await liveProject({ "suite.yaml": SUITE });
      expect(store.break(at)).not.toBe(false);
      const result = await at.live(RUN);
      expect(result).toMatchObject({ exitCode: 3, stdout: "", stderr: expect.stringMatching(store.says) });
      expect(result.stderr).not.toMatch(/\n\s+at /);
      expect(at.simulator.books.requests).toBe(0);
    });
  }
});

describe("a disk that fills up", () => {
  test.skipIf(!mayMount)("stops what is new, keeps every answer, and the run is resumed (root only)", async () => {
    const at = await liveProject({ "suite.yaml": SUITE }, { latency: { ttftMs: 100, perTokenMs: 0 } });
    const store = join(at.cwd, ".prompt-run");
    expect(mountDisk(store, "48m")).toBe(true);
    const running = startCli(RUN, at);
    while (at.simulator.books.requests < 4) await wait(5);
    fill(join(store, "filler"));
    const stopped = await running.result;
    const { requests } = at.simulator.books;
    expect(stopped.exitCode).toBe(3);
    expect(requests).toBeLessThan(CASES);
    expect(answeredCases(store)).toHaveLength(requests);
    rmSync(join(store, "filler"));
    const resumed = await at.live(["resume"]);
    expect(resumed.exitCode).toBe(0);
    expect(reportOf(resumed).totals).toMatchObject({ trials: CASES, passed: CASES });
    expect(at.simulator.books.requests).toBe(CASES);
  });
});

/** Takes all the space that is left. */
function fill(file: string): void {
  const piece = Buffer.alloc(64 * 1024, 1);
  for (let size = piece.length; size > 0; size = Math.floor(size / 2)) {
    try {
      for (;;) writeFileSync(file, piece.subarray(0, size), { flag: "a" });
    } catch {
      // this much does not fit any more: less may
    }
  }
}

/** Of the whole lines: the one that found no room may stand there torn. */
function answeredCases(store: string): number[] {
  const runs = join(store, "runs");
  const [id = ""] = readdirSync(runs);
  const lines = readFileSync(join(runs, id, "journal.jsonl"), "utf8")
    .split("\n")
    .slice(0, -1);
  return lines
    .map((line) => JSON.parse(line) as JournalLine)
    .flatMap((line) => (line.type === "call" && line.status === "answered" ? [line.ordinal] : []));
}
