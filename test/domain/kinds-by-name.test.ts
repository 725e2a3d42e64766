import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CHECK_TYPES } from "../../src/domain/check-facts.ts";
import { PLATFORMS } from "../../src/providers/endpoints/registry.ts";
import { REPORTER_NAMES } from "../../src/report/registry.ts";

const SRC = join(import.meta.dirname, "../../src");

/** A kind that is to be asked what it is, never for its name: where its names stand by right, and what asks for one. */
interface Kind {
  readonly names: readonly string[];
  readonly home: RegExp;
  /** What holds a name of a kind, in front of the sign of a comparison. */
  readonly held: string;
}

const KINDS: Readonly<Record<string, Kind>> = {
  // Other tools' names are a table of words; a judged trial's records, an answer's blocks and lines are no checks.
  checks: { names: CHECK_TYPES, home: /^(checks|domain\/reasons|domain\/formats)\//, held: String.raw`\btype` },
  reporters: { names: REPORTER_NAMES, home: /^report\//, held: String.raw`\b(?:reporter|format|name)` },
  platforms: { names: Object.keys(PLATFORMS), home: /^(providers|models)\//, held: String.raw`\b(?:platform|name)` },
};

function askedIn(text: string, { names, held }: Kind): string[] {
  const name = `"(?:${names.join("|")})"`;
  const asked = new RegExp(`${held}(?: [!=]== |\\) \\{\\s*case )${name}|${name} [!=]== \\w*\\.?${held}\\b`, "g");
  return text.match(asked) ?? [];
}

const files = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts") && !path.includes("generated"))
  .map((path) => ({ path, text: readFileSync(join(SRC, path), "utf8") }));

describe.each(Object.entries(KINDS))("%s", (_, kind) => {
  test("nobody asks for one by name", () => {
    const found = files
      .filter(({ path }) => !kind.home.test(path))
      .map(({ path, text }) => [path, askedIn(text, kind)]);
    expect(found.filter(([, asked]) => asked?.length)).toEqual([]);
  });
});

test.each([
  ["checks", 'checks.filter(({ type }) => type === "cost")'],
  ["checks", 'if ("expr" === item.type) return;'],
  ["checks", 'switch (check.type) {\n  case "judge":'],
  ["reporters", 'targets.some(({ name, file }) => name === "quiet" && file === null)'],
  ["reporters", 'if (format !== "json") return;'],
  ["platforms", 'ways.filter(() => platform.name === "claude")'],
])("%s: whoever asks is seen: %s", (kind, text) => {
  expect(KINDS[kind] === undefined ? [] : askedIn(text, KINDS[kind])).toHaveLength(1);
});
