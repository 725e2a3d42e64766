/** Why a filter of a template does not take what it is given. `filter`: its name. */
export const FILTERS = {
  "no-text": ({ filter, isArgument, kind }: Filter & { readonly isArgument: boolean; readonly kind: string }): string =>
    `${filter}: ${isArgument ? "its argument" : "the value"} is ${kind}, not a text`,
  "no-number": ({ filter, value }: Filter & { readonly value: unknown }): string =>
    `${filter}: ${JSON.stringify(value)} is not a number`,
  "no-list": ({ filter }: Filter): string => `${filter}: the value is not a list`,
  "no-text-in-list": ({ filter }: Filter): string =>
    `${filter}: an item of the list has no text of its own; use \`map\` to choose one of its keys, or \`json\``,
  "moving-date": ({ filter, date }: Filter & { readonly date: string }): string =>
    `${filter}: \`${date}\` would change the prompt every day; pass the date as a variable`,
  "no-date": ({ filter, value }: Filter & { readonly value: unknown }): string =>
    `${filter}: ${JSON.stringify(value)} is not a date; write it as 2026-01-31`,
  "json-of-no-text": ({ filter }: Filter): string => `${filter}: the value is not a text`,
  "json-too-deep": ({ filter, mostLevels }: Filter & { readonly mostLevels: number }): string =>
    `${filter}: the JSON is nested deeper than ${mostLevels.toLocaleString("en")} levels`,
  "no-json": ({ filter, text }: Filter & { readonly text: string }): string =>
    `${filter}: the text is not JSON: ${JSON.stringify(text)}`,
};

interface Filter {
  readonly filter: string;
}
