import { type Said, said } from "../../domain/diagnostics/said.ts";
import type { NamedValues } from "../../domain/environment/named-values.ts";
import type { Target, TargetValue } from "../../domain/run/target.ts";
import type { Arm } from "../../domain/suite.ts";
import type { Diagnostic, Pointer } from "../../domain/values/problem.ts";
import { leavingRefusal } from "./named-values.ts";

interface NamedBy {
  readonly name: string;
  /** From the target. */
  readonly pointer: Pointer;
  /** Where the value is sent; null: to a program on this machine. */
  readonly url: string | null;
}

/** Finds the values that targets name and that are missing, or may not be sent to the target, and says so where each is named. */
export function targetValueProblems(arms: readonly Pick<Arm, "target" | "place">[], named: NamedValues): Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  for (const { target, place } of arms) {
    for (const { pointer, ...value } of target === undefined ? [] : valuesOf(target)) {
      const refusal = refusalOf(value, named);
      if (refusal === null) continue;
      const at =
        place.kind === "node" ? { ...place, pointer: [...place.pointer, ...pointer], at: "value" as const } : place;
      found.set(JSON.stringify([at, refusal]), { severity: "error", place: at, ...refusal });
    }
  }
  return [...found.values()];
}

function refusalOf({ name, url }: Omit<NamedBy, "pointer">, named: NamedValues): Said | null {
  const leaving = url === null ? null : leavingRefusal(name, url, named);
  if (leaving !== null) return leaving;
  return named.read(name) === null ? said("missing-variable.target", { variable: name }) : null;
}

function valuesOf(target: Target): NamedBy[] {
  switch (target.kind) {
    case "function":
    case "module":
      return [];
    case "command":
    case "claude_code":
      return namesIn(target.env, ["env"], null);
    case "http":
      // The host is written out; what values fill in behind it changes nothing here.
      return [
        ...namesIn(target.headers, ["http", "headers"], target.url.replaceAll(/\{\{[\s\S]*?\}\}/g, "x")),
        ...namesIn(target.start?.env ?? {}, ["env"], null),
      ];
  }
}

function namesIn(values: Readonly<Record<string, TargetValue>>, pointer: Pointer, url: string | null): NamedBy[] {
  return Object.entries(values).flatMap(([key, value]) =>
    typeof value === "string" ? [] : [{ name: value.env, pointer: [...pointer, key], url }],
  );
}
