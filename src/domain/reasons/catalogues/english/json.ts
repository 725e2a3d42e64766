import { MAX_JSON_LEVELS } from "../../../../base/bounded-json.ts";
import { plural, rangeWords } from "./words.ts";
import { schemaWords } from "./schema.ts";
import type { Quotation } from "../../excerpt.ts";
import type { JsonFault, JsonReason, PathFault } from "../../json.ts";
import type { Sentences } from "../../reason.ts";

/** What checks of JSON say. */
export const JSON_REASONS: Sentences<JsonReason | Exclude<PathFault, Quotation>> = {
  "json.empty-text": () => "the text is empty",
  "json.none": ({ text }) => `there is no JSON in ${text}`,
  "json.broken": ({ line, column, fault, rest }) =>
    `not JSON at line ${line}, column ${column}: ${FAULTS[fault]}${rest === null ? "" : `, got ${rest}`}`,
  "json.holds": ({ isValid, value }) => `the text holds ${isValid ? "valid " : ""}JSON: ${value}`,
  "schema.broken": schemaWords,
  "path.count": ({ path, range, got }) => `expected ${rangeWords(range)} at ${path}, got ${plural(got, "value")}`,
  "path.counted": ({ path, got }) => `${plural(got, "value")} at ${path}`,
  "path.nothing": ({ path }) => `there is nothing at ${path}`,
  "path.equal": ({ wanted }) => `is ${wanted}`,
  "path.no-value": () => "no value",
  "path.failed": ({ path, why }, say) => `${path ?? "the path"} could not be followed: ${say(why)}`,
  "path.digits": () =>
    "the JSON has numbers of more digits than a filter of a JSONPath can compare: select them, and check them with `number`",
};

const FAULTS: Readonly<Record<JsonFault, string>> = {
  "text-ends": "the text ends here",
  "json-ended-before": "the JSON ends before",
  // Written when it is told: to load how numbers are written takes longer than many a command.
  get "too-deep"(): string {
    return `nested deeper than ${MAX_JSON_LEVELS.toLocaleString("en")} levels`;
  },
  "no-value": "expected a JSON value",
  "no-key": "expected a key in double quotes",
  "no-colon": "expected `:`",
  "map-goes-on": "expected `,` or `}`",
  "list-goes-on": "expected `,` or `]`",
  "control-character": "a text in quotes may not hold a line break or control character",
  "bad-escape": "not an escape of JSON",
  "open-text": "the text in quotes does not end",
  "stray-bracket": "a bracket closes that none has opened",
};
