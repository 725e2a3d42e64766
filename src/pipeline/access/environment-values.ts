import type { NamedValues } from "../../domain/environment/named-values.ts";
import type { Environment } from "../../domain/environment/environment.ts";
import { BLESSING, isSecret } from "./secret-values.ts";

/**
 * The variables of the environment, by name. `PROMPT_RUN_SECRETS` blesses pairs of hosts and variables: `host=NAME,NAME2`,
 * several with spaces or semicolons between them. In an env file it blesses nothing: a pull request can change that.
 */
export function createNamedValues({ values, fromFile }: Environment): NamedValues {
  const used = new Set<string>();
  const blessed = fromFile.has(BLESSING) ? new Set<string>() : pairsOf(values[BLESSING] ?? "");
  const readPlain = (name: string): string | null => {
    const value = Object.hasOwn(values, name) ? (values[name] ?? "") : "";
    return value === "" ? null : value;
  };
  return {
    read(name) {
      const value = readPlain(name);
      if (value !== null && isSecret(value.trim(), fromFile.has(name))) used.add(value);
      return value;
    },
    readPlain,
    isReal: (name) => readPlain(name) !== null && !fromFile.has(name),
    isBlessed: (name, host) => blessed.has(`${host.toLowerCase()}=${name}`),
    used: () => [...used],
  };
}

function pairsOf(text: string): Set<string> {
  return new Set(
    text.split(/[\s;]+/).flatMap((entry) => {
      const at = entry.indexOf("=");
      const host = entry.slice(0, Math.max(0, at)).toLowerCase();
      return host === ""
        ? []
        : entry
            .slice(at + 1)
            .split(",")
            .map((name) => `${host}=${name}`);
    }),
  );
}
