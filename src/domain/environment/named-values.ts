/** The variables of the environment that suites and configs may name by `{ env: NAME }`. */
export interface NamedValues {
  /** The value, which is masked everywhere from now on; null where there is none, or an empty one. */
  read(name: string): string | null;
  /** The same of what is no secret: a region, the name of a project. It is not masked. */
  readPlain(name: string): string | null;
  /** Is it of the process's own environment? An env file comes with a checkout. */
  isReal(name: string): boolean;
  /** May this value go to that host (as `URL.host` or `URL.hostname` say it)? By `PROMPT_RUN_SECRETS` of the real environment. */
  isBlessed(name: string, host: string): boolean;
  /** The values that were read so far. */
  used(): readonly string[];
}

/** An environment without variables. */
export const NO_NAMED_VALUES: NamedValues = {
  read: () => null,
  readPlain: () => null,
  isReal: () => false,
  isBlessed: () => false,
  used: () => [],
};
