// Writes the code cache that the launcher reads on Node 20: runs a small suite over a socket, as suites are run every day,
// against the simulator, and keeps what V8 compiled.
"use strict";
const { spawn } = require("node:child_process");
const { mkdtempSync, mkdirSync, rmSync, writeFileSync } = require("node:fs");
const { tmpdir } = require("node:os");
const path = require("node:path");
const { PROGRAM, cacheOf, createLoader } = require("../dist/cli/main.js");

const MAIN = path.join(__dirname, "../dist/cli/main.js");
const SUITE = `model: claude-haiku-5-5
prompt: "Say {{ word }}"
cases:
  - { vars: { word: a }, expect: [{ contains: a }] }
  - { file: rows.jsonl, expect: [{ contains: "{{ word }}" }] }
`;

async function main() {
  const folder = mkdtempSync(path.join(tmpdir(), "prompt-run-"));
  mkdirSync(path.join(folder, ".git")); // the project's root
  writeFileSync(path.join(folder, "suite.yaml"), SUITE);
  writeFileSync(path.join(folder, "rows.jsonl"), '{ "id": "b", "word": "b" }\n{ "id": "c", "word": "c" }\n');
  const env = { PATH: process.env.PATH ?? "", ANTHROPIC_API_KEY: "key-of-nobody" };
  const simulator = spawn(process.execPath, [MAIN, "simulate"], {
    cwd: folder,
    env,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const said = await new Promise((resolve, reject) => {
    simulator.stdout.setEncoding("utf8").once("data", resolve);
    simulator.once("exit", (code) => reject(new Error(`the simulator ended with ${code}`)));
  });
  const args = ["suite.yaml", "--base-url", said.trim(), "--max-cost", "1"];
  simulator.stdout.destroy();
  simulator.unref();
  process.chdir(folder);
  process.env = env;
  process.argv = [process.execPath, "prompt-run", ...args];
  process.stdout.write = process.stderr.write = (_text, written) => (written?.(), true);
  const scripts = new Map();
  process.once("exit", () => {
    simulator.kill();
    rmSync(folder, { recursive: true });
    if (process.exitCode !== 0) process.exitCode = 1;
    else for (const [file, script] of scripts) writeFileSync(cacheOf(file), script.createCachedData());
  });
  createLoader(scripts)(PROGRAM);
}

void main();
