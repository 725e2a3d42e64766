import type { NamedValues } from "../../domain/environment/named-values.ts";
import { awsChain } from "./aws-chain.ts";
import type { ChainAsked, CloudMachine, FoundChain } from "./found-chain.ts";
import { googleDefault } from "./google-default.ts";

/**
 * The credentials of a cloud's own tools, where no variable holds a key: AWS's provider chain, Google's application
 * default credentials; null: this machine has none. Only variables of the real environment count.
 */
export function cloudCredentials(asked: ChainAsked, named: NamedValues, machine: CloudMachine): FoundChain | null {
  const real = (name: string): string | null => (named.isReal(name) ? named.readPlain(name) : null);
  return asked.chain === "aws" ? awsChain(asked, real, machine) : googleDefault(real, machine);
}
