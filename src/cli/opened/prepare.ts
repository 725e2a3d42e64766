import { createMask, type Mask } from "../../base/mask.ts";
import { type Access, type Invocation, secretValues } from "../../domain/invocation.ts";
import { loadEnvironment } from "../arguments/environment.ts";
import { type GivenOptions, toInvocation } from "../arguments/invocation.ts";
import { UsageError } from "../arguments/usage-error.ts";
import { createTeller, type Output, processOutput, type Tell } from "../terminal/output.ts";

/** What every command on suites starts from. */
export interface PreparedCommand {
  readonly invocation: Invocation;
  readonly output: Output;
  readonly mask: Mask;
  /** Tells people on stderr, masked and inert. */
  readonly tell: Tell;
  /** Are all statistics wanted? */
  readonly isVerbose: boolean;
}

/** Reads the environment and turns the options into an invocation. Throws a UsageError for what means nothing. */
export function prepareCommand(suites: readonly string[], options: GivenOptions): PreparedCommand {
  const cwd = process.cwd();
  const environment = loadEnvironment(cwd, options.envFile ?? null, process.env);
  if (!environment.ok) throw new UsageError(environment.message);
  const invocation = toInvocation(suites, options, environment.value, cwd);
  const output = processOutput(options.color ?? true);
  const mask = growingMask(invocation);
  return { invocation, output, mask, tell: createTeller(output, mask), isVerbose: options.verbose ?? false };
}

/** A mask that takes in the values which suites name, as soon as they are read. */
function growingMask(invocation: Access): Mask {
  let known = secretValues(invocation);
  let mask = createMask(known);
  return (text) => {
    const now = secretValues(invocation);
    if (now.length !== known.length) mask = createMask(now);
    known = now;
    return mask(text);
  };
}
