#!/usr/bin/env node
// dist/cli/main.js: starts the program beside it from compiled code, which saves half of what start-up adds to Node's own.
// Node 22 and newer keep a cache of their own. For Node 20 the build leaves one beside each file; another V8 than the one
// that made it does not take it and compiles as usual.
"use strict";
const { existsSync, readFileSync } = require("node:fs");
const nodeModule = require("node:module");
const path = require("node:path");
const { Script } = require("node:vm");

const PROGRAM = `${__dirname}/program.js`;
const cacheOf = (file) => `${file}.cache`;

/** Loads a file of this folder, and what it requires, as Node would. `scripts`: file → what was compiled. */
function createLoader(scripts) {
  const modules = new Map();
  return function load(file) {
    const known = modules.get(file);
    if (known !== undefined) return known.exports;
    const loaded = { exports: {} };
    modules.set(file, loaded);
    const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, "utf8")}\n})`;
    const cachedData = existsSync(cacheOf(file)) ? readFileSync(cacheOf(file)) : undefined;
    const script = new Script(source, { filename: file, cachedData });
    scripts.set(file, script);
    const folder = path.dirname(file);
    // Pieces name each other "./piece.js"; all else is found from here as from there.
    const requireFrom = (target) => (target.startsWith("./") ? load(`${folder}/${target.slice(2)}`) : require(target));
    script.runInThisContext()(loaded.exports, requireFrom, loaded, file, folder);
    return loaded.exports;
  };
}

if (require.main !== module) module.exports = { PROGRAM, cacheOf, createLoader };
else if (nodeModule.enableCompileCache === undefined) createLoader(new Map())(PROGRAM);
else {
  nodeModule.enableCompileCache();
  require(PROGRAM);
}
