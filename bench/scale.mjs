// `npm run bench scale [-- rows…]`: simulated trials from a JSONL file, one each, in one run with `ndjson` out: how time and
// memory grow with their number. Long: a million trials take a good part of an hour.
import { createWriteStream, statSync } from "node:fs";
import { readdirSync, rmSync } from "node:fs";
import { finished } from "node:stream/promises";
import { join } from "node:path";
import { folder, MAIN, measure, write } from "./harness.mjs";

const COUNTS = [1_000, 10_000, 100_000, 1_000_000];

async function writeRows(count) {
  const out = createWriteStream(join(folder, "scale.jsonl"));
  for (let n = 0; n < count; n++) {
    if (!out.write(`${JSON.stringify({ id: `case-${n}`, n, text: `row ${n}` })}\n`)) {
      await new Promise((resolve) => out.once("drain", resolve));
    }
  }
  out.end();
  await finished(out);
}

export async function scale() {
  const asked = (process.env.SCALE ?? "").split(",").filter(Boolean).map(Number);
  write(
    "scale.yaml",
    'model: claude-haiku-5-5\nprompt: "Repeat {{ text }}"\ncases: [{ file: scale.jsonl, expect: [{ contains: "{{ text }}" }] }]\n',
  );
  for (const count of asked.length > 0 ? asked : COUNTS) {
    await writeRows(count);
    const args = ["scale.yaml", "--simulate", "--reporter", "ndjson=scale.ndjson"];
    const { seconds, peakMb, code } = await measure([MAIN, ...args], { quiet: true });
    const { size } = statSync(join(folder, "scale.ndjson"));
    const journal = join(folder, ".prompt-run/runs");
    const [run] = readdirSync(journal);
    const journalMb = statSync(join(journal, run, "journal.jsonl")).size / 1e6;
    rmSync(journal, { recursive: true });
    console.log(
      `scale: ${count} trials, ${seconds.toFixed(1)} s (${(count / seconds).toFixed(0)} a second), peak ${peakMb.toFixed(0)} MB, exit ${code}; journal ${journalMb.toFixed(0)} MB, ndjson ${(size / 1e6).toFixed(0)} MB`,
    );
  }
}
