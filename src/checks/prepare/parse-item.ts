import { didYouMean } from "../../base/nearest-word.ts";
import { type CheckType, hasProblems } from "../../domain/check.ts";
import { isJsonObject, type Json, type JsonObject } from "../../domain/values/json.ts";
import type { Problem } from "../../domain/values/problem.ts";
import type { Extraction } from "../../domain/suite.ts";
import { argumentProblem } from "../parts/argument-reader.ts";
import { parseExtraction } from "../text/extract.ts";
import { CHECK_TYPES, isCheckType } from "../../domain/check-facts.ts";
import { describeJson } from "../parts/excerpts.ts";

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
  if (!isJsonObject(item))
    return [
      argumentProblem(
        [],
        `expected a check, such as \`contains: refund\`, got ${describeJson(item)}`,
        Array.isArray(item) ? "for several, write `any_of: [ … ]` or `all_of: [ … ]` here" : null,
      ),
    ];
  const types = Object.keys(item).filter(isCheckType);
  const [type] = types;
  const problems = [
    ...keyProblems(item),
    ...(item["name"] !== undefined && typeof item["name"] !== "string"
      ? [argumentProblem(["name"], `expected a text, got ${describeJson(item["name"])}`)]
      : []),
  ];
  if (types.length > 1)
    problems.push(argumentProblem([], `expected one check, got ${types.join(" and ")}`, "write a list item for each"));
  const on = item["on"] === undefined ? inheritedOn : parseExtraction(item["on"]);
  if (on !== null && hasProblems(on))
    problems.push(...on.map((problem) => ({ ...problem, pointer: ["on", ...problem.pointer] })));
  if (type === undefined && problems.length === 0)
    problems.push(argumentProblem([], "expected a check", "such as `contains: refund`"));
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
          ...argumentProblem([key], `\`${key}\` cannot stand inside another check`, "write it beside the outer one"),
          at: "key",
        },
      ];
    }
    if (key === "file")
      return [{ ...argumentProblem([key], "a file of checks cannot stand inside another check"), at: "key" }];
    const hint = didYouMean(key, CHECK_TYPES);
    return [{ code: "unknown-check", pointer: [key], message: `unknown check \`${key}\``, hint, at: "key" }];
  });
}
