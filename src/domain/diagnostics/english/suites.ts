import type { Text } from "./text.ts";

/** Suites as a whole, and the project that they are in. */
export const SUITES = {
  "no-cases": (): Text => ({
    message: "the suite has no cases",
    hint: "add `cases:` with at least one case: its `vars` and what is expected of the answer",
  }),
  "no-suites": (): Text => ({
    message: "no file matches this pattern",
    hint: "check the path; globs are relative to the working folder",
  }),
  "too-many-files.suites": (): Text => ({
    message: "this pattern looks through more than 100,000 files and folders, or for more than 10 seconds",
    hint: "begin it with the folder that the suites are in",
  }),
  "duplicate-suite": ({ name, other }: { readonly name: string; readonly other: string }): Text => ({
    message: `the suite is called \`${name}\`, like ${other}`,
    hint: "give it another `name`",
  }),
  "stray-label": ({ label, owner, stray }: Record<"label" | "owner" | "stray", string>): Text => ({
    message: `\`${label}\` is a label of ${owner}; ${stray} has no such model`,
    hint: "run the suites apart, or give the other suite a model with this label",
  }),
  "no-prompt": (): Text => ({
    message: "this case has no `turns`, and the suite has no prompt to send",
    hint: "add `prompt:` to the suite",
  }),
  "equal-arms.turns": (): Text => ({
    message: "a case with `turns` uses no prompt text, so these prompts would send equal requests",
    hint: "let the prompts differ in `system` or settings, or move the case into a suite of its own",
  }),
  "misnamed-config": ({ name }: { readonly name: string }): Text => ({
    message: "a config of this name is not read",
    hint: `call it ${name}`,
  }),
  "missing-baseline.named": ({ source, near }: { readonly source: string; readonly near: string | null }): Text => ({
    message: `there is no baseline, and no run, called ${source}`,
    hint: `${near === null ? "correct the name" : `did you mean ${near}?`}; without a baseline yet, run with --allow-missing-baseline and accept that run`,
  }),
  "suite-outside-root": ({ root }: { readonly root: string }): Text => ({
    message: `the suite is not in the project of the working folder (${root})`,
    hint: "run it from its own project, or with --allow-outside",
  }),
  "several-roots": ({ one, another }: { readonly one: string; readonly another: string }): Text => ({
    message: `the suites are of several projects (${one}, ${another}): no config holds for all of them`,
    hint: "run each project's suites from its own folder",
  }),
  "other-config": ({ root, folder }: { readonly root: string; readonly folder: string }): Text => ({
    message: `this config does not hold here: the project of the working folder is ${root}`,
    hint: `run from ${folder}, or move what it says into the config of the project`,
  }),
  "unused-config": ({ root, folder }: { readonly root: string; readonly folder: string }): Text => ({
    message: `this config does not hold: the project of the working folder is ${root}, which has none`,
    hint: `run from ${folder}, if it is to hold`,
  }),
  "suite-of-program": ({ name }: { readonly name: string }): Text => ({
    message: `the suite \`${name}\` is an object of a program, and no file`,
    hint: "go on with its run in that program: `run(suite, { resume: RUN })`",
  }),
};
