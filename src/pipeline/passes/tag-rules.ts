import { nearestWord } from "../../base/nearest-word.ts";
import { said } from "../../domain/diagnostics/said.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import { rulesAsked } from "../../domain/gate-rules.ts";
import type { Gate, Suite } from "../../domain/suite.ts";
import type { CaseSelection } from "../../plan/cases/select-cases.ts";
import type { TagCounts } from "./counted-cases.ts";

/** The gate with the tag rules that the gate can rule on, and what is to be said of the others. */
export interface TagRules {
  readonly gate: Gate;
  readonly problems: readonly Diagnostic[];
}

/**
 * Holds `by_tag` against the cases. A rule for a tag that no case has would cost a whole run and then be incomplete: it is an
 * error. Where only a part of the suite was asked for, such rules are left out with a warning; if none other is left, they
 * stay, and the gate is incomplete: a gate without rules would ask for more than these do.
 */
export function tagRules(
  { placeOf, gate }: Pick<Suite, "placeOf" | "gate">,
  counts: TagCounts,
  selection: CaseSelection,
): TagRules {
  if (gate.kind !== "rules") return { gate, problems: [] };
  const empty = Object.keys(gate.byTag).filter((tag) => (counts.byTag.get(tag) ?? 0) === 0);
  const isPart = selection.cases.length + selection.tags.length > 0;
  const byTag = Object.fromEntries(Object.entries(gate.byTag).filter(([tag]) => !empty.includes(tag)));
  const isRuled = rulesAsked({ ...gate, byTag }).length > 0;
  const problems = empty.map((tag): Diagnostic => {
    const place = placeOf(["gate", "by_tag", tag], "key");
    return { place, ...(isPart ? leftOut(tag, isRuled) : untested(tag, counts)) };
  });
  return isPart && isRuled ? { gate: { ...gate, byTag }, problems } : { gate, problems };
}

type Untold = Omit<Diagnostic, "place">;

function untested(tag: string, { seen }: TagCounts): Untold {
  const words = seen.has(tag)
    ? said("untested-tag.left-out", { tag })
    : said("untested-tag.unknown", { tag, nearest: nearestWord(tag, seen), known: [...seen] });
  return { severity: "error", ...words };
}

function leftOut(tag: string, isRuled: boolean): Untold {
  return {
    severity: "warning",
    ...(isRuled ? said("tag-left-out.rule", { tag }) : said("tag-left-out.gate", { tag })),
  };
}
