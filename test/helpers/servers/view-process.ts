import { startCli } from "../spawn-cli.ts";
import type { CliProcess } from "../spawn-cli.ts";

/** A `prompt-run view` that serves, and the address it told. */
export interface ViewProcess extends CliProcess {
  readonly url: string;
}

/** Starts `prompt-run view` and waits for its address. */
export async function startView(args: readonly string[], cwd: string): Promise<ViewProcess> {
  const started = startCli(["view", ...args], { cwd });
  const url = await Promise.race([
    started.firstLine,
    started.result.then(({ stderr }) => Promise.reject(new Error(stderr))),
  ]);
  return { ...started, url };
}

export const VIEW_SUITE = `name: colours
model: claude-haiku-5-5
prompts: { v1: "Name a colour. {{ q }}", v2: "One colour, please: {{ q }}" }
cases:
  - { id: sky, tags: [day], vars: { q: the sky }, expect: [{ equals: blue }], simulate: blue }
  - { id: grass, vars: { q: grass }, expect: [{ equals: green }], simulate: { v1: green, v2: "<img src=x onerror=alert(1)>" } }
gate: { pass_rate: 0.4 }
`;
