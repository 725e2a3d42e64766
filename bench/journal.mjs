// `npm run bench journal`: what writing everything down costs. 2,000 live requests against the simulator over loopback, with
// the journal synced to disk as always and with a sync that does nothing, in turns.
import { join } from "node:path";
import { folder, MAIN, measure, median, startSimulator, write, writeSuite } from "./harness.mjs";

export async function journal() {
  const suite = writeSuite("journal", 2000);
  write(
    "no-sync.cjs",
    `const fs = require("node:fs");
fs.fdatasync = (fd, done) => setImmediate(done, null);
require("node:module").syncBuiltinESMExports();
`,
  );
  const simulator = await startSimulator({ latency: { ttftMs: 200, perTokenMs: 0 }, keepLog: false });
  const times = { synced: [], unsynced: [] };
  for (let round = 0; round < 5; round++) {
    for (const kind of ["synced", "unsynced"]) {
      const preload = kind === "synced" ? [] : ["--require", join(folder, "no-sync.cjs")];
      const args = [...preload, MAIN, suite, "--base-url", simulator.url, "--reporter", "quiet"];
      const { seconds, code } = await measure(args, { quiet: true });
      if (code !== 0) throw new Error(`exit ${code}`);
      times[kind].push(seconds);
    }
  }
  await simulator.stop();
  const [synced, unsynced] = [median(times.synced), median(times.unsynced)];
  const spread = (values) => `${Math.min(...values).toFixed(1)} to ${Math.max(...values).toFixed(1)}`;
  console.log(
    `journal: 2,000 requests, latency 200 ms, concurrency 50: ${synced.toFixed(2)} s with fsync (${spread(times.synced)}), ${unsynced.toFixed(2)} s without (${spread(times.unsynced)}): ${(100 * (synced / unsynced - 1)).toFixed(1)}% (medians of 5)`,
  );
}
