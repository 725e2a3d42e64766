import type { CommandShape } from "../../src/cli/completion/describe-program.ts";

/** A step of an action or a workflow, as far as the rules look at it. */
export interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, unknown>>;
}

export interface Action {
  readonly inputs: Readonly<Record<string, { readonly description?: string; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description?: string; readonly value?: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

export interface Workflow {
  readonly on: unknown;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, { readonly "timeout-minutes"?: number; readonly steps: readonly Step[] }>>;
}

/** Our own action in an example, wherever the repository lives. */
const OURS = /^OWNER\/prompt-run@/;

/** What breaks a rule for the steps of our action, and for the action as a whole. */
export function actionProblems({ inputs, outputs, runs }: Action): string[] {
  const used = JSON.stringify(runs.steps);
  return [
    ...(runs.using === "composite" ? [] : ["the action is composite"]),
    ...runs.steps.flatMap((step) => [
      ...stepProblems(step),
      ...(step.run !== undefined && step.shell === undefined ? [`a run step without shell: ${step.run}`] : []),
    ]),
    ...Object.entries({ ...inputs, ...outputs })
      .filter(([, { description }]) => !description)
      .map(([name]) => `${name} has no description`),
    ...Object.keys(inputs)
      .filter((name) => !used.includes(`inputs.${name}`))
      .map((name) => `the input ${name} is not used`),
    ...[...used.matchAll(/inputs\.([\w-]+)/g)]
      .filter(([, name = ""]) => !Object.hasOwn(inputs, name))
      .map(([, name]) => `there is no input ${name}`),
  ];
}

/** What breaks a rule for a workflow that uses our action. */
export function workflowProblems(workflow: Workflow, action: Action): string[] {
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);
  const ours = steps.filter(({ uses }) => OURS.test(uses ?? ""));
  const text = JSON.stringify(workflow);
  return [
    ...(workflow.permissions === undefined ? ["no permissions are set"] : []),
    ...(text.includes("pull_request_target") ? ["pull_request_target runs a stranger's code with secrets"] : []),
    ...(ours.length === 0 ? ["the action is not used"] : []),
    ...Object.entries(workflow.jobs)
      .filter(([, job]) => job["timeout-minutes"] === undefined)
      .map(([name]) => `the job ${name} may run for hours`),
    ...steps.flatMap(stepProblems),
    ...ours
      .flatMap((step) => Object.keys(step.with ?? {}))
      .filter((name) => !Object.hasOwn(action.inputs, name))
      .map((name) => `there is no input ${name}`),
    ...ours
      .flatMap(({ id }) => outputsOf(id, text))
      .filter((name) => !Object.hasOwn(action.outputs, name))
      .map((name) => `there is no output ${name}`),
  ];
}

function stepProblems({ run, uses }: Step): string[] {
  return [
    ...(run?.includes("${{") ? [`an expression inside a command can inject one: ${run}`] : []),
    ...(uses !== undefined && !/^[\w./-]+@[\w.]+$/.test(uses) ? [`no version: ${uses}`] : []),
  ];
}

function outputsOf(id: string | undefined, text: string): string[] {
  return id === undefined
    ? []
    : [...text.matchAll(new RegExp(`steps\\.${id}\\.outputs\\.(\\w+)`, "g"))].map(([, name = ""]) => name);
}

/** Options of `prompt-run` in a script that the command line does not have. */
export function unknownOptions(script: string, commands: readonly CommandShape[]): string[] {
  const calls = script.replaceAll("\\\n", " ").matchAll(/\bprompt-run (\w+)([^\n|;&]*)/g);
  return [...calls].flatMap(([, name = "", rest = ""]) => {
    const command = commands.find((candidate) => candidate.name === name);
    if (command === undefined) return [`there is no command ${name}`];
    const flags = command.options.map(({ flag }) => flag);
    return [...rest.matchAll(/(?<=\s)--[a-z-]+/g)]
      .map(([flag]) => flag)
      .filter((flag) => !flags.includes(flag))
      .map((flag) => `${name} has no option ${flag}`);
  });
}

/** `npx prompt-run` fetches another package of the registry, unless it is told to install nothing. */
export function bareNpx(text: string): string[] {
  return [...text.matchAll(/npx\b[^\n`]*?\bprompt-run\b[^\n`]*/g)]
    .map(([call]) => call)
    .filter((call) => !/-p ["']?@prompt-run\/cli|--no-install/.test(call));
}
