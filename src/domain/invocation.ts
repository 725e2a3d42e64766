import type { SuiteOverrides } from "./overrides.ts";

/** Where replies come from, as asked for on the command line. */
export type ReplyMode = "live" | "simulate" | "reuse" | "offline";

export type Credential =
  { readonly kind: "apiKey"; readonly value: string } | { readonly kind: "authToken"; readonly value: string };

/** What a command is asked to do: the command line and the environment, parsed once. */
export interface Invocation {
  readonly cwd: string;
  /** Suite paths and globs, as typed. */
  readonly suites: readonly string[];
  readonly overrides: SuiteOverrides;
  readonly cases: readonly string[];
  readonly tags: readonly string[];
  readonly mode: ReplyMode;
  /** `--record`: merge live answers into a recordings folder that the config names. */
  readonly record: boolean;
  readonly allowOutside: boolean;
  readonly concurrency: number | null;
  readonly maxCostUsd: number | null;
  readonly seed: number;
  readonly store: string;
  readonly failFast: boolean;
  readonly strict: boolean;
  readonly failOnInconclusive: boolean;
  /** Cases in seeded order, until every rule of the gate is decided. */
  readonly sequential: boolean;
  /** A baseline file, a folder of them, or a run, as typed; null: what the gate names. */
  readonly baseline: string | null;
  readonly allowMissingBaseline: boolean;
  /** From the option or the real environment: trusted. */
  readonly baseUrl: string | null;
  /** From `.env`: used only if it is loopback or the Claude API. */
  readonly untrustedBaseUrl: string | null;
  readonly credential: Credential | null;
  /** Values to mask wherever something is written. */
  readonly secrets: readonly string[];
}

/** All values that must be masked, the credential's among them. */
export function secretValues({ secrets, credential }: Invocation): readonly string[] {
  return credential === null ? secrets : [...secrets, credential.value];
}
