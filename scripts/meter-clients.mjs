// `node scripts/meter-clients.mjs [folder]`: clients that nobody here wrote, behind the meter. Installs them into a folder of
// its own (default: beside the system's temporary files), runs each live against the simulator, with a fault that its own
// retries must mend, and then offline: same output, nothing sent. Needs the npm registry, python3, and a build.
import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { startSimulatorProcess } from "./meter-clients/upstream.mjs";

const ROOT = join(import.meta.dirname, "..");
const MAIN = join(ROOT, "dist/cli/main.js");
const PROGRAMS = join(import.meta.dirname, "meter-clients");
const folder = resolve(process.argv[2] ?? join(tmpdir(), "prompt-run-meter-clients"));
const PACKAGES = [
  "ai@7",
  "@ai-sdk/anthropic@4",
  "@langchain/anthropic@1",
  "@langchain/core@1",
  "@anthropic-ai/sdk@1.14.0",
  "zod@4",
];

const CLIENTS = {
  "ai-sdk": ["node", "ai-sdk.mjs"],
  langchain: ["node", "langchain.mjs"],
  "tool runner": ["node", "tool-runner.mjs"],
  "python on bare HTTP": ["python3", "bare-http.py"],
};

mkdirSync(join(folder, ".git"), { recursive: true });
writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
cpSync(PROGRAMS, folder, { recursive: true });
const installed = spawnSync("npm", ["install", "--no-audit", "--no-fund", "--silent", ...PACKAGES], {
  cwd: folder,
  stdio: "inherit",
});
if (installed.status !== 0) throw new Error("the clients could not be installed");

let failed = 0;
for (const [name, command] of Object.entries(CLIENTS)) {
  const store = join(folder, `store-${name.replaceAll(" ", "-")}-${process.pid}`);
  const upstream = await startSimulatorProcess(folder, ROOT);
  const env = { ANTHROPIC_API_KEY: "a-key-for-clients", ANTHROPIC_BASE_URL: upstream.url };
  const live = await meter(["--max-cost", "1", "--store", store], command, { ...env, LIVE: "1" });
  const { requests, billedUsd } = await upstream.books();
  const offline = await meter(["--offline", "--store", store], command, {});
  await upstream.stop();
  const report = JSON.parse(live.report);
  const spent = report.totals.cost_usd + report.totals.uncertain_cost_usd;
  const problems = [
    ...(live.code === 0 ? [] : [`exit ${live.code} live`]),
    ...(offline.code === 0 ? [] : [`exit ${offline.code} offline`]),
    ...(live.output === offline.output && live.output !== ""
      ? []
      : [`other output offline:\n${live.output}---\n${offline.output}`]),
    ...(billedUsd <= spent + 1e-9 ? [] : [`billed ${billedUsd}, said ${spent}`]),
    ...(report.meter.requests >= 4 ? [] : [`only ${report.meter.requests} requests came through the meter`]),
  ];
  failed += problems.length === 0 ? 0 : 1;
  console.log(
    `${problems.length === 0 ? "ok" : "FAILED"}  ${name}: ${requests} requests upstream, ${report.meter.requests} of the client${problems.map((text) => `\n  ${text}`).join("")}`,
  );
}
process.exitCode = failed === 0 ? 0 : 1;

function meter(options, command, env) {
  const args = [MAIN, "meter", ...options, "--reporter", "json=report.json", "--", ...command];
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text) => (output += text));
  return new Promise((done) => {
    child.once("close", (code) => {
      done({ code, output, report: readFileSync(join(folder, "report.json"), "utf8") });
    });
  });
}
