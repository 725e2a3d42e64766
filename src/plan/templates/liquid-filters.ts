import { filterWords } from "../../domain/diagnostics/filter-words.ts";
import { JsonTooDeep, parseBoundedJson } from "../../base/bounded-json.ts";
import { clip } from "../../base/inert.ts";
import type { Liquid } from "liquidjs";
import { printedValue } from "./compiled-template.ts";

type Filter = (this: unknown, ...values: unknown[]) => unknown;

/** Liquid's filters from text to text: they would print null as nothing and lists without a separator. */
const TEXT_FILTERS = (
  "append prepend lstrip rstrip strip downcase upcase capitalize remove remove_first remove_last replace " +
  "replace_first replace_last split strip_newlines squish normalize_whitespace truncate truncatewords " +
  "number_of_words escape xml_escape escape_once newline_to_br strip_html url_decode url_encode cgi_escape " +
  "uri_escape slugify base64_encode base64_decode sha256 hmac_sha256"
).split(" ");
/** Liquid takes what is no number for 0. */
const NUMBER_FILTERS = "abs at_least at_most ceil divided_by floor minus plus modulo times round".split(" ");
const DATE_FILTERS = ["date", "date_to_xmlschema", "date_to_rfc822", "date_to_string", "date_to_long_string"];
/** Another answer every time. */
const RANDOM_FILTERS = ["sample"];

/** Makes the filters strict: nothing is printed that has no text, and nothing comes from the clock or from chance. */
export function setFilters(liquid: Liquid): void {
  for (const name of TEXT_FILTERS) wrapFilter(liquid, name, (values) => requireTexts(name, values));
  for (const name of NUMBER_FILTERS) wrapFilter(liquid, name, (values) => requireNumbers(name, values));
  for (const name of DATE_FILTERS) wrapFilter(liquid, name, ([date, ...rest]) => [fixedDate(name, date), ...rest]);
  for (const name of RANDOM_FILTERS) liquid.unregisterFilter(name);
  // Liquid's own `raw` passes over outputEscape, and with it the rule on null, lists and maps. Nothing is escaped here.
  liquid.registerFilter("raw", (value: unknown) => value);
  wrapFilter(liquid, "join", ([list, ...rest]) => [requireItems(list), ...rest]);
  liquid.registerFilter("parse_json", parseJson);
}

function wrapFilter(liquid: Liquid, name: string, check: (values: readonly unknown[]) => readonly unknown[]): void {
  const filter = liquid.filters[name];
  if (typeof filter !== "function") throw new Error(`Liquid has no filter ${name}`);
  const inner = filter as Filter; // one of Liquid's own: a function of the value and its arguments
  liquid.registerFilter(name, function strict(this: unknown, ...values: unknown[]): unknown {
    return inner.apply(this, [...check(values)]);
  });
}

function requireTexts(name: string, values: readonly unknown[]): readonly unknown[] {
  for (const [index, value] of values.entries()) {
    const printed = printedValue(value);
    if ("text" in printed) continue;
    throw new Error(filterWords("no-text", { filter: name, isArgument: index > 0, kind: printed.unprintable }));
  }
  return values;
}

function requireNumbers(name: string, values: readonly unknown[]): readonly unknown[] {
  const isNumeric = (value: unknown): boolean =>
    typeof value === "number" || (typeof value === "string" && /^\s*[-+]?\d*\.?\d+(?:e[-+]?\d+)?\s*$/i.test(value));
  // The last argument of divided_by says whether to round: true or false.
  const bad = values.find((value, index) => !isNumeric(value) && !(index === 2 && typeof value === "boolean"));
  if (bad === undefined && !values.includes(undefined)) return values;
  throw new Error(filterWords("no-number", { filter: name, value: bad ?? null }));
}

function requireItems(list: unknown): readonly unknown[] {
  if (!Array.isArray(list)) throw new Error(filterWords("no-list", { filter: "join" }));
  const items: readonly unknown[] = list;
  const bad = items.map(printedValue).find((printed) => "unprintable" in printed);
  if (bad === undefined) return items;
  throw new Error(filterWords("no-text-in-list", { filter: "join" }));
}

const ISO_DATE = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?<zone>Z|[+-]\d{2}:?\d{2})?)?$/;

/** A date that means the same on every machine and every day: seconds since 1970, or ISO 8601, in UTC unless it says otherwise. */
function fixedDate(name: string, date: unknown): unknown {
  if (typeof date === "number" || (typeof date === "string" && /^\d+$/.test(date))) return date;
  if (date === "now" || date === "today") {
    throw new Error(filterWords("moving-date", { filter: name, date }));
  }
  const match = typeof date === "string" ? ISO_DATE.exec(date) : null;
  if (match === null) throw new Error(filterWords("no-date", { filter: name, value: date }));
  const [written] = match;
  if (written.length === "2026-01-31".length) return written;
  return `${written.replace(" ", "T")}${match.groups?.["zone"] === undefined ? "Z" : ""}`;
}

const PARSE_JSON = { filter: "parse_json" };
const FENCED = /```[a-zA-Z]*\s*\n([\s\S]*?)\n?```/;

/** JSON as a model writes it: bare, or in a fenced block. */
function parseJson(value: unknown): unknown {
  if (typeof value !== "string") throw new Error(filterWords("json-of-no-text", PARSE_JSON));
  try {
    return parseBoundedJson(FENCED.exec(value)?.[1] ?? value);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const words =
      error instanceof JsonTooDeep
        ? filterWords("json-too-deep", { ...PARSE_JSON, mostLevels: error.levels })
        : filterWords("no-json", { ...PARSE_JSON, text: clip(value, 60) });
    throw new Error(words, { cause: error });
  }
}
