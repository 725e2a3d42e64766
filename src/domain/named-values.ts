/** The variables of the environment that suites may name by `{ env: NAME }`. */
export interface NamedValues {
  /** The value, which is masked everywhere from now on; null where there is none, or an empty one. */
  read(name: string): string | null;
  /** May this value go to that host (as `URL.host` or `URL.hostname` say it)? By `PROMPT_RUN_SECRETS` of the real environment. */
  isBlessed(name: string, host: string): boolean;
  /** The values that were read so far. */
  used(): readonly string[];
}

/** An environment without variables. */
export const NO_NAMED_VALUES: NamedValues = { read: () => null, isBlessed: () => false, used: () => [] };
