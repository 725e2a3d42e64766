import type { NamedValues } from "../../domain/environment/named-values.ts";
import { isHarmless } from "./endpoint.ts";

/** May the value of a variable go there: to loopback, the Claude API, or a host that `PROMPT_RUN_SECRETS` pairs with it? */
export function mayGo(variable: string, url: string, named: NamedValues): boolean {
  if (!URL.canParse(url)) return false;
  const { host, hostname } = new URL(url);
  return isHarmless(url) || named.isBlessed(variable, host) || named.isBlessed(variable, hostname);
}
