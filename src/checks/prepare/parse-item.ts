import { nearestWord } from "../../base/nearest-word.ts";
import { said } from "../../domain/diagnostics/said.ts";
import { type CheckType, hasProblems } from "../../domain/check.ts";
import { isJsonObject, type Json, type JsonObject } from "../../domain/values/json.ts";
import type { Problem } from "../../domain/values/problem.ts";
import type { Extraction } from "../../domain/suite.ts";
import { argumentProblem, wrongKind } from "../parts/argument-reader.ts";
import { parseExtraction } from "../text/extract.ts";
import { CHECK_TYPES, isCheckType } from "../../domain/check-facts.ts";

/** A check with its arguments, rendered: what is prepared. */
export interface ItemToPrepare {
  readonly type: CheckType;
  readonly args: Json;
  readonly name: string | null;
  /** The item's own `on`, else what holds around it (`answer`, the `on` of not, all_of, any_of); null: the whole text. */
  readonly on: Extraction | null;
}

/** An item that stands inside another one. */
export interface InnerItem extends ItemToPrepare {
  /** Does the item say `on` itself? */
  readonly hasOwnOn: boolean;
}

const OUTER_ONLY = ["weight", "required", "turn"];

/** Reads an item written inside not, all_of, any_of or json_path. Problems point into the item. */
export function parseInnerItem(item: Json, inheritedOn: Extraction | null): InnerItem | readonly Problem[] {
  if (!isJsonObject(item)) return [argumentProblem([], wrongKind("a-check", item))];
  const types = Object.keys(item).filter(isCheckType);
  const [type] = types;
  const problems = [
    ...keyProblems(item),
    ...(item["name"] !== undefined && typeof item["name"] !== "string"
      ? [argumentProblem(["name"], wrongKind("a-name", item["name"]))]
      : []),
  ];
  if (types.length > 1)
    problems.push(argumentProblem([], said("bad-check-argument.several-checks", { checks: types, isOfPath: false })));
  const on = item["on"] === undefined ? inheritedOn : parseExtraction(item["on"]);
  if (on !== null && hasProblems(on))
    problems.push(...on.map((problem) => ({ ...problem, pointer: ["on", ...problem.pointer] })));
  if (type === undefined && problems.length === 0)
    problems.push(argumentProblem([], said("bad-check-argument.no-check")));
  if (type === undefined || problems.length > 0 || (on !== null && hasProblems(on))) return problems;
  const name = typeof item["name"] === "string" ? item["name"] : null;
  return { type, args: item[type] ?? null, name, on, hasOwnOn: item["on"] !== undefined };
}

function keyProblems(item: JsonObject): Problem[] {
  return Object.keys(item).flatMap((key): Problem[] => {
    if (isCheckType(key) || key === "name" || key === "on") return [];
    if (OUTER_ONLY.includes(key)) {
      return [
        {
          ...argumentProblem([key], said("bad-check-argument.outer-only", { key })),
          at: "key",
        },
      ];
    }
    if (key === "file") return [{ ...argumentProblem([key], said("bad-check-argument.inner-file")), at: "key" }];
    const what = said("unknown-check.inner", { key, nearest: nearestWord(key, CHECK_TYPES) });
    return [{ ...argumentProblem([key], what), at: "key" }];
  });
}
