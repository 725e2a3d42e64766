import { expect, test } from "vitest";
import type { Diagnostic, Place } from "../../../src/domain/values/problem.ts";
import { problemAnnotations } from "../../../src/report/github/problem-annotations.ts";
import { sentence } from "../../helpers/sentence.ts";
import { commandsIn } from "../../helpers/runner-commands.ts";

const AT: Place = { kind: "line", file: "/p/s.yaml", line: 4, column: 2 };

function problem(message: string, over: Partial<Diagnostic> = {}): Diagnostic {
  return { severity: "error", code: "unknown-key", place: AT, message: sentence(message), hint: null, ...over };
}

function annotated(problems: readonly Diagnostic[]): string {
  const locate = (place: Place): ReturnType<Parameters<typeof problemAnnotations>[1]> => ({
    file: place.kind === "argument" ? place.argument : "s.yaml",
    line: place.kind === "line" ? place.line : null,
    column: null,
    length: 1,
    sourceLine: null,
  });
  return problemAnnotations(problems, locate, { repositoryPath: (file) => `sub/${file}`, mask: (text) => text });
}

test("errors come first, each at its line of the repository, with the next step", () => {
  const text = annotated([
    problem("old", { severity: "warning", code: "deprecated-model" }),
    problem("unknown key `x`", { hint: sentence("did you mean `y`?") }),
    problem("no such prompt", { place: { kind: "argument", argument: "--prompt v" }, code: "unknown-prompt" }),
  ]);
  expect(text.split("\n")).toEqual([
    "::error file=sub/s.yaml,line=4,title=unknown-key::unknown key `x`%0Ahelp: did you mean `y`?",
    "::error title=--prompt v%3A unknown-prompt::no such prompt",
    "::warning file=sub/s.yaml,line=4,title=deprecated-model::old",
    "",
  ]);
});

test("more than GitHub shows are counted", () => {
  const text = annotated(Array.from({ length: 14 }, (_, n) => problem(`p${n}`)));
  expect(text.trim().split("\n")).toHaveLength(10);
  expect(text).toContain("title=… and 5 more::");
});

test("a message begins no command of its own", () => {
  expect(commandsIn(annotated([problem("a\n::error::b ##[error]c")]))).toHaveLength(1);
});
