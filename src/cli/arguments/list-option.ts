import { Option } from "commander";

/** An option that may be said more than once: a list, empty where it is not said. */
export function list(flags: string, description: string): Option {
  return new Option(flags, description)
    .argParser((value: string, previous: readonly string[]) => [...previous, value])
    .default([]);
}
