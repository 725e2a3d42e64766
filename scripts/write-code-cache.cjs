// Writes the code cache that the launcher reads on Node 20: runs a small suite simulated and keeps what V8 compiled.
"use strict";
const { mkdtempSync, mkdirSync, rmSync, writeFileSync } = require("node:fs");
const { tmpdir } = require("node:os");
const path = require("node:path");
const { PROGRAM, cacheOf, createLoader } = require("../dist/cli/main.js");

const folder = mkdtempSync(path.join(tmpdir(), "prompt-run-"));
mkdirSync(path.join(folder, ".git")); // the project's root
writeFileSync(
  path.join(folder, "suite.yaml"),
  'model: claude-haiku-5-5\nprompt: "Say {{ word }}"\ncases: [{ vars: { word: a }, expect: [{ contains: a }] }]\n',
);
process.chdir(folder);
process.argv = [process.execPath, "prompt-run", "suite.yaml", "--simulate"];
process.stdout.write = (_text, written) => (written?.(), true);
const scripts = new Map();
process.once("exit", () => {
  rmSync(folder, { recursive: true });
  if (process.exitCode !== 0) process.exitCode = 1;
  else for (const [file, script] of scripts) writeFileSync(cacheOf(file), script.createCachedData());
});
createLoader(scripts)(PROGRAM);
