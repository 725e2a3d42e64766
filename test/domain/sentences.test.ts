import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

interface Source {
  readonly path: string;
  readonly text: string;
}

const root = fileURLToPath(new URL("../../src/", import.meta.url));
const sources = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts") && !path.includes("generated"))
  .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));

/** Ends that a person is told of, in the words that stand beside the status. */
const TOLD = "failed|refused|stopped|skipped|unwritable|unusable|unstorable|unreadable|changed|unclear";

/** Types of such ends whose words anybody may write. */
function openTypes({ path, text }: Source): string[] {
  const type = new RegExp(`status: (?:"\\w+" \\| )*"(?:${TOLD})";[^{}]*\\b(?:message|reason|detail): string\\b`, "g");
  return [...text.matchAll(type)].map(([found]) => `${path}: ${found}`);
}

/** Who calls a text a sentence of the catalogue. */
function casts({ path, text }: Source): string[] {
  return [...text.matchAll(/\bas (?:unknown as )?(?:Sentence|Said|Words)\b/g)].map(() => path);
}

/** Errors of commands that are not told in the catalogue's words. */
function ownErrors({ path, text }: Source): string[] {
  return [...text.matchAll(/["`]prompt-run: error\b/g)].map(() => path);
}

/** Uses of commander that would tell in its English what is wrong with a command line. */
function foreignCommands({ path, text }: Source): string[] {
  const uses = /new Command\(|\bextends Command\b|InvalidArgumentError|\.choices\(|\.conflicts\(|new Argument\(/g;
  return [...text.matchAll(uses)].map(() => path);
}

describe("what a person is told of a refusal is a sentence of the catalogue", () => {
  test("no end that is told takes any text: the compiler finds who words it in place", () => {
    expect(sources.length).toBeGreaterThan(500);
    expect(sources.flatMap(openTypes)).toEqual([]);
  });

  test("nothing but what writes the catalogue's texts makes a sentence", () => {
    expect(sources.flatMap(casts)).toEqual([
      join("domain", "diagnostics", "said.ts"),
      join("domain", "diagnostics", "wording", "words-of.ts"),
    ]);
  });

  test("errors of commands go through one door", () => {
    expect(sources.flatMap(ownErrors)).toEqual([join("cli", "terminal", "error-line.ts")]);
  });

  test("nothing but the command that words commander's errors tells of a command line", () => {
    expect(sources.flatMap(foreignCommands)).toEqual([join("cli", "arguments", "worded-command.ts")]);
  });

  test.each<[what: string, find: (source: Source) => string[], text: string]>([
    ["a type", openTypes, `type End = { readonly status: "refused"; readonly message: string };`],
    ["a type of two", openTypes, `type End = { readonly status: "held" | "unusable"; readonly reason: string };`],
    ["a type over lines", openTypes, `type End = {\n  readonly status: "refused";\n  readonly message: string;\n};`],
    ["a cast", casts, `return "there is no run" as Sentence;`],
    ["a line", ownErrors, "tell(`prompt-run: error: there is no run ${name}`);"],
    ["a command", foreignCommands, `const command = new Command("run");`],
    ["a value's error", foreignCommands, `throw new InvalidArgumentError("expected a number");`],
    ["an option's choices", foreignCommands, `option.choices(["a", "b"]);`],
  ])("the fault is found that is planted in %s", (_what, find, text) => {
    expect(find({ path: "planted.ts", text })).toHaveLength(1);
  });
});
