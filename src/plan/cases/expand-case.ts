import { hashValue } from "../../base/hash.ts";
import { allThere, isPending, type MaybePromise, whenThere } from "../../base/maybe-promise.ts";
import type { JsonObject } from "../../domain/values/json.ts";
import type { Diagnostic, NamedCase } from "../../domain/values/problem.ts";
import type { FileAccess } from "../../domain/values/reading.ts";
import type { CaseSeed, Suite } from "../../domain/suite.ts";
import {
  allRendered,
  expectationProblem,
  type RenderedChecks,
  renderChecks,
  usable,
  usableLists,
} from "./case-checks.ts";
import { contentInputs } from "./content-inputs.ts";
import { expandVars } from "./expand-vars.ts";
import type { PlannedCase, PlannedCheck } from "./planned-case.ts";
import { gather, gatherAll, type Rendered, renderText } from "../templates/rendering.ts";

/** A case whose row could not be rendered into it: what is wrong, and what of it can be looked at all the same. */
export interface BrokenCase extends NamedCase {
  readonly problems: readonly Diagnostic[];
  readonly checks: readonly PlannedCheck[];
}

export type ExpandedCase =
  | { readonly ok: true; readonly value: PlannedCase }
  | { readonly ok: false; readonly broken: BrokenCase };

/** What a case is made of, rendered. */
interface CaseParts {
  readonly vars: Rendered<JsonObject>;
  readonly tags: Rendered<string[]>;
  /** Null: it has none. */
  readonly id: Rendered<string> | null;
  readonly cluster: Rendered<string> | null;
  readonly lists: RenderedChecks;
}

/** Renders a seed's row into it. All problems of the case come back together. */
export function expandCase(suite: Suite, seed: CaseSeed, files: FileAccess): MaybePromise<ExpandedCase> {
  return whenThere(caseVars(suite, seed, files), (vars) => {
    const scope = seed.row ?? {};
    const tags = gatherAll(seed.tags.map((tag) => renderText(tag, scope)));
    const id = seed.id === null ? null : renderText(seed.id, scope);
    const cluster = seed.cluster === null ? null : renderText(seed.cluster, scope);
    const lists = renderChecks(suite, seed, vars.ok ? vars.value : {});
    if (isPending(tags) || isPending(id) || isPending(cluster) || isPending(lists)) {
      return Promise.all([tags, id, cluster, lists]).then((parts) => {
        return expanded({ vars, tags: parts[0], id: parts[1], cluster: parts[2], lists: parts[3] }, suite, seed, files);
      });
    }
    return expanded({ vars, tags, id, cluster, lists }, suite, seed, files);
  });
}

function expanded(parts: CaseParts, suite: Suite, seed: CaseSeed, files: FileAccess): ExpandedCase {
  const { vars, tags, id, cluster, lists } = parts;
  const rendered = allRendered(lists);
  const checks = gather(rendered.map(({ planned }) => planned));
  const broken = (problems: readonly Diagnostic[]): ExpandedCase => {
    // Without its variables, a check with a template says nothing.
    const planned = usable(
      rendered.filter(({ planned: one, source }) => one.ok && (vars.ok || one.value.args === source.args)),
    );
    return {
      ok: false,
      broken: { id: id?.ok === true ? id.value : null, place: seed.place, problems, checks: planned },
    };
  };
  const problemsOf = (parts: readonly (Rendered<unknown> | null)[]): Diagnostic[] =>
    parts.flatMap((part) => (part === null || part.ok ? [] : part.problems));
  if (!vars.ok) return broken(problemsOf([vars, tags, cluster, id]));
  if (!tags.ok || !checks.ok || id?.ok === false || cluster?.ok === false) {
    return broken(problemsOf([tags, cluster, id, checks]));
  }
  const expected = usableLists(lists);
  const unexpected = expectationProblem(suite, seed, expected);
  if (unexpected !== null) return broken([unexpected]);
  const turns = seed.turns.map(({ user }) => contentInputs(user, files));
  const inputHash = hashValue([vars.value, turns]);
  const unread = Object.keys(vars.value).filter((name) => !suite.isAsked(name));
  return {
    ok: true,
    value: {
      id: id?.value ?? inputHash.slice(0, 12),
      idIsGiven: id !== null,
      inputHash,
      readHash: unread.length === 0 ? inputHash : hashValue([without(vars.value, unread), turns]),
      tags: toldApart(tags.value),
      cluster: cluster === null || cluster.value === "" ? null : cluster.value,
      vars: vars.value,
      turns: seed.turns,
      checks: expected.checks,
      checksByPrompt: expected.checksByPrompt,
      simulate: seed.simulate,
      simulateJudge: seed.simulateJudge,
      skip: seed.skip,
      quarantine: seed.quarantine,
      place: seed.place,
      toolResults: plannedToolResults(suite, seed),
      trials: seed.trials ?? suite.trials,
      minScore: seed.minScore ?? suite.minScore,
    },
  };
}

function without(vars: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(vars).filter(([name]) => !names.includes(name)));
}

/** By turn, nearest first. */
function plannedToolResults(suite: Suite, seed: CaseSeed): PlannedCase["toolResults"] {
  const turns = seed.turns.length === 0 ? [null] : seed.turns;
  return turns.map((turn) => ({ ...suite.toolResults, ...seed.toolResults, ...turn?.toolResults }));
}

/** Suite defaults, then the row, then the case's own; what `--var` says is above them all. */
function caseVars(suite: Suite, seed: CaseSeed, files: FileAccess): MaybePromise<Rendered<JsonObject>> {
  const given = allThere([expandVars(suite.vars, null, files), expandVars(seed.vars, seed.row, files)]);
  return whenThere(given, (rendered): Rendered<JsonObject> => {
    const both = gather(rendered);
    if (!both.ok) return both;
    const [defaults = {}, own = {}] = both.value;
    const asked = Object.entries(defaults).filter(([name]) => suite.vars[name]?.place.kind === "argument");
    return { ok: true, value: { ...defaults, ...seed.row, ...own, ...Object.fromEntries(asked) } };
  });
}

/** A tag from an empty cell is none; one that comes twice is one. */
function toldApart(tags: readonly string[]): readonly string[] {
  return [...new Set(tags)].filter((tag) => tag !== "");
}
