/** The environment of a run: the process's own, over what an env file adds. */
export interface Environment {
  readonly values: Readonly<Record<string, string>>;
  /** Names that come from the env file, not from the process: less trusted. */
  readonly fromFile: ReadonlySet<string>;
}
