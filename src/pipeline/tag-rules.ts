import { didYouMean } from "../base/nearest-word.ts";
import type { Diagnostic } from "../domain/problem.ts";
import type { Gate, Suite } from "../domain/suite.ts";
import type { Selection } from "../plan/select-cases.ts";
import type { TagCounts } from "./counted-cases.ts";

/** The gate with the tag rules that can be judged, and what is to be said of the others. */
export interface TagRules {
  readonly gate: Gate;
  readonly problems: readonly Diagnostic[];
}

/**
 * Holds `by_tag` against the cases. A rule for a tag that no case has would cost a whole run and then be incomplete: it is an
 * error. Where only a part of the suite was asked for, such rules are left out with a warning.
 */
export function tagRules(
  { file, gate }: Pick<Suite, "file" | "gate">,
  counts: TagCounts,
  selection: Selection,
): TagRules {
  if (gate.kind !== "rules") return { gate, problems: [] };
  const empty = Object.keys(gate.byTag).filter((tag) => (counts.byTag.get(tag) ?? 0) === 0);
  const isPart = selection.cases.length + selection.tags.length > 0;
  const problems = empty.map((tag): Diagnostic => {
    const place = { kind: "node", file, pointer: ["gate", "by_tag", tag], at: "key" } as const;
    return { place, ...(isPart ? leftOut(tag) : untested(tag, counts)) };
  });
  if (!isPart || empty.length === 0) return { gate, problems };
  const byTag = Object.fromEntries(Object.entries(gate.byTag).filter(([tag]) => !empty.includes(tag)));
  return { gate: { ...gate, byTag }, problems };
}

type Untold = Omit<Diagnostic, "place">;

function untested(tag: string, { seen }: TagCounts): Untold {
  const base = { severity: "error", code: "untested-tag" } as const;
  if (seen.has(tag)) {
    const message = `every case with the tag \`${tag}\` is skipped or quarantined: nothing would be tested`;
    return { ...base, message, hint: "run at least one of them, or remove the rule" };
  }
  const known = seen.size === 0 ? "no case has tags" : `the cases' tags: ${[...seen].slice(0, 20).join(", ")}`;
  return { ...base, message: `no case has the tag \`${tag}\``, hint: didYouMean(tag, seen) ?? known };
}

function leftOut(tag: string): Untold {
  const message = `no selected case has the tag \`${tag}\`: its rule is left out of this run's gate`;
  return { severity: "warning", code: "tag-left-out", message, hint: null };
}
