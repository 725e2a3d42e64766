import { plural } from "../../../../base/figures.ts";

/** Why cases of a baseline have no pair, and the way on. */
export const UNPAIRED = {
  /** At least one is not 0. */
  "cases-unpaired": ({ inputs, checks, removed, skipped, quarantined, vars }: UnpairedCounts): string => {
    const parts = [
      some(inputs, (_, have) => `${have} other inputs${changedVariables(vars, inputs)}`),
      some(checks, (_, have) => `${have} other checks`),
      some(removed, (are) => `${are} gone`),
      some(skipped, (are) => `${are} skipped now`),
      some(quarantined, (are) => `${are} quarantined now`),
    ].filter((part) => part !== null);
    const isOther = inputs + checks > 0;
    const way = isOther ? ": put them back, or accept a run of main with the cases as they are now" : "";
    return `${parts.join(", ")}${way}`;
  },
};

/** How many cases have no pair, by why. */
export interface UnpairedCounts {
  readonly inputs: number;
  readonly checks: number;
  readonly removed: number;
  readonly skipped: number;
  readonly quarantined: number;
  /** Which variables make the inputs other ones; none where that is not known. */
  readonly vars: readonly VariableChange[];
}

/** A variable that makes inputs other ones, and in how many cases. */
export interface VariableChange {
  readonly name: string;
  readonly change: keyof typeof CHANGES;
  readonly cases: number;
}

const CHANGES = { new: "is new", gone: "is gone", changed: "is another" };
const NAMED_VARIABLES = 4;

/** " (`note` is new, `message` is another in 3)": which variables make inputs of so many cases other ones; "" where that is not known. */
export function changedVariables(vars: readonly VariableChange[], inputs: number): string {
  if (vars.length === 0) return "";
  const more = vars.length > NAMED_VARIABLES ? ", …" : "";
  const named = vars.slice(0, NAMED_VARIABLES).map(({ name, change, cases }) => {
    return `\`${name}\` ${CHANGES[change]}${cases === inputs ? "" : ` in ${cases}`}`;
  });
  return ` (${named.join(", ")}${more})`;
}

function some(total: number, say: (are: string, have: string) => string): string | null {
  if (total === 0) return null;
  const cases = plural(total, "case");
  return total === 1 ? say(`${cases} is`, `${cases} has`) : say(`${cases} are`, `${cases} have`);
}
