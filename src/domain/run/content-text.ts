import { isJsonObject, type Json } from "../values/json.ts";

/** The text a person would read in a message's content, its blocks joined; of a block that has none, its type in brackets. */
export function contentText(content: Json | undefined, separator = "\n"): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return (content as readonly Json[]) // a list of JSON: the check gives a list of anything
    .filter(isJsonObject)
    .map(({ type, text }) => (typeof text === "string" ? text : `[${typeof type === "string" ? type : "?"}]`))
    .join(separator);
}
