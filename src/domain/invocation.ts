import type { InMemory } from "./in-memory.ts";
import type { NamedValues } from "./environment/named-values.ts";
import type { Network } from "./environment/network.ts";
import type { SuiteOverrides } from "./overrides.ts";
import type { ShardChoice } from "./run/shard.ts";

/** Where replies come from, as asked for. */
export type ReplyMode = "live" | "simulate" | "reuse" | "offline";

export type Credential =
  | { readonly kind: "apiKey"; readonly value: string }
  | { readonly kind: "authToken"; readonly value: string };

/** The folders that a command works in. */
export interface Where {
  readonly cwd: string;
  /** Where runs are kept; relative to `cwd` unless absolute. */
  readonly store: string;
  /** May suites read files outside the project? */
  readonly allowOutside: boolean;
  /** Where reports will be written over what is there; absent: nowhere. */
  readonly reportFiles?: readonly ReportFile[];
}

/** A file that a reporter is to fill. */
export interface ReportFile {
  /** The reporter's name, for messages. */
  readonly name: string;
  /** As typed: relative to the working folder. */
  readonly file: string;
}

/** What is run. */
export interface Selection {
  /** Suite paths and globs, as typed. */
  readonly suites: readonly string[];
  readonly overrides: SuiteOverrides;
  readonly cases: readonly string[];
  readonly tags: readonly string[];
  /** Of order, simulator and resampling. */
  readonly seed: number;
  /** Which part of the plan is run; absent: all of it. */
  readonly shard?: ShardChoice | null;
}

/** Where replies come from, and where they are kept for others. */
export interface Replies {
  readonly mode: ReplyMode;
  /** `--record`: merge live answers into a recordings folder that the config names. */
  readonly record: boolean;
  /** `--endpoint`: an endpoint of the config; null: the config's own choice. */
  readonly endpoint: string | null;
}

/** How requests reach the API. Nothing of it is ever written down. */
export interface Access {
  /** From the option or the real environment: trusted. */
  readonly baseUrl: string | null;
  /** From `.env`: used only if it is loopback or the Claude API. */
  readonly untrustedBaseUrl: string | null;
  readonly credential: Credential | null;
  /** Values to mask wherever something is written. */
  readonly secrets: readonly string[];
  /** What suites may name by `{ env: NAME }`. */
  readonly named: NamedValues;
  /** What stands between this machine and the API, by the real environment. */
  readonly network: Network;
}

/** How a run reaches its endpoint: the one that was asked for, or the config's own choice. */
export interface EndpointAccess extends Access, Pick<Replies, "endpoint"> {}

/** The same, and who answers. */
export interface ReplyAccess extends EndpointAccess, Pick<Replies, "mode">, Pick<Selection, "seed"> {}

/** What may be taken at most, over all suites; null: what the suites say. */
export interface Caps {
  readonly concurrency: number | null;
  readonly maxCostUsd: number | null;
}

/** How results become a verdict. */
export interface GateOptions {
  readonly failFast: boolean;
  readonly strict: boolean;
  readonly failOnInconclusive: boolean;
  /** Cases in seeded order, until every rule of the gate is decided. */
  readonly sequential: boolean;
  /** At how many looks a sequential run tests; null: it bets, and looks after every case. */
  readonly looks: number | null;
  /** A baseline file, a folder of them, or a run, as typed; null: what the gate names. */
  readonly baseline: string | null;
  readonly allowMissingBaseline: boolean;
}

const USUAL_LOOKS = 5;

/** At how many looks a sequential run tests, from how it was asked for; null: it bets, and looks after every case. */
export function looksOf(asked: number | "any" | undefined): number | null {
  return asked === "any" ? null : (asked ?? USUAL_LOOKS);
}

/** What a run remembers of how it was asked for, so that it can be gone on with. */
export interface RunRequest extends Selection, Replies, Caps, GateOptions {}

/** By whom a run was begun, and with which options that an invocation keeps only the outcome of. */
export interface RunStart {
  /** As named; null: the usual one. */
  readonly store: string | null;
  /** As named: not what the environment or the config says. */
  readonly baseUrl: string | null;
  readonly envFile: string | null;
  /** As typed; null: no command line began the run, but a program. */
  readonly reporters: readonly string[] | null;
  readonly color: boolean;
  readonly verbose: boolean;
}

/** A run that a program began, with nothing named. */
export const BEGUN_BY_PROGRAM: RunStart = {
  store: null,
  baseUrl: null,
  envFile: null,
  reporters: null,
  color: true,
  verbose: false,
};

/** What comes from the program that asks, and not from files. */
export interface Given {
  readonly inMemory?: InMemory;
}

/** What a meter is asked beside its own options: it has no suites. */
export interface MeterAsking extends Where, Access, Replies, Caps, Pick<Selection, "seed" | "overrides"> {}

/** What a command is asked to do. Functions take the part that they need. */
export interface Invocation extends RunRequest, Where, Access, Given {}

/** All values that must be masked by now, the credential's and those that suites named among them. */
export function secretValues(access: Pick<Access, "secrets" | "credential" | "named">): readonly string[] {
  const { secrets, credential, named } = access;
  return [...secrets, ...(credential === null ? [] : [credential.value]), ...named.used()];
}
