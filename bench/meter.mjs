// What a meter adds to an application: the same loop of the SDK with and without it, five rounds in turn.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { folder, MAIN, measure, median, startSimulator } from "./harness.mjs";

const LOOP = join(import.meta.dirname, "meter-loop.mjs");
const ROUNDS = 5;
const COUNT = 200;
/** At most so much more time than without it, and so many milliseconds to the first byte. */
const MOST_SHARE = 0.1;
const MOST_FIRST_MS = 3;

export async function meter() {
  const simulator = await startSimulator({ latency: { ttftMs: 200, perTokenMs: 2 }, keepLog: false });
  const served = await serveMeter(simulator.url);
  const shares = [];
  const firsts = [];
  for (const concurrency of [1, 8]) {
    for (let round = 0; round < ROUNDS; round++) {
      const count = concurrency === 1 ? COUNT / 8 : COUNT;
      const bare = await loop({ url: simulator.url, key: "bench-key-12345", count, concurrency });
      const metered = await loop({ ...served, count, concurrency });
      shares.push(metered.seconds / bare.seconds - 1);
      firsts.push(metered.firstMs - bare.firstMs);
      console.log(
        `${count} streamed requests, latency 200 ms, concurrency ${concurrency}: bare ${bare.seconds.toFixed(2)} s, first byte ${bare.firstMs.toFixed(1)} ms; metered ${metered.seconds.toFixed(2)} s, ${metered.firstMs.toFixed(1)} ms`,
      );
    }
    const [share, first] = [median(shares.splice(0)), median(firsts.splice(0))];
    const isWithin = share <= MOST_SHARE && first <= MOST_FIRST_MS;
    console.log(
      `meter, concurrency ${concurrency}: ${(100 * share).toFixed(1)}% more time, ${first.toFixed(2)} ms more to the first byte (medians of ${ROUNDS} rounds in turn; at most ${100 * MOST_SHARE}% and ${MOST_FIRST_MS} ms): ${isWithin ? "holds" : "DOES NOT HOLD"}`,
    );
    if (!isWithin) process.exitCode = 1;
  }
  served.stop();
  await simulator.stop();
}

async function loop(options) {
  const { code, stdout } = await measure([LOOP, JSON.stringify(options)]);
  if (code !== 0) throw new Error(`the loop ended with ${code}`);
  return JSON.parse(stdout);
}

function serveMeter(upstream) {
  const env = { PATH: process.env.PATH, ANTHROPIC_API_KEY: "bench-key-12345", ANTHROPIC_BASE_URL: upstream };
  const child = spawn(process.execPath, [MAIN, "meter", "--max-cost", "1000"], {
    cwd: folder,
    env,
    stdio: ["ignore", "pipe", "ignore"],
  });
  return new Promise((resolve, reject) => {
    let text = "";
    child.once("exit", (code) => reject(new Error(`the meter ended with ${code}`)));
    child.stdout.on("data", (chunk) => {
      text += chunk;
      const [, url, key] = /ANTHROPIC_BASE_URL=(\S+)\nANTHROPIC_API_KEY=(\S+)\n/.exec(text) ?? [];
      if (url !== undefined) resolve({ url, key, stop: () => child.removeAllListeners("exit").kill("SIGTERM") });
    });
  });
}
