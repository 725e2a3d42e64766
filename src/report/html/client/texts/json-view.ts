import { JSON_NUMBER, JSON_STRING } from "../../../../base/json/json-tokens.ts";
import { type Child, element } from "../dom/elements.ts";

/** Larger texts are not taken apart. */
const MAX_CHARS = 200_000;
const TOKEN = new RegExp(String.raw`${JSON_STRING}(\s*:)?|${JSON_NUMBER}|\b(?:true|false|null)\b`, "g");

/** The map or list that a text is, fences around it aside, indented by two; null when it is none. */
export function prettyJson(text: string): string | null {
  if (text.length > MAX_CHARS) return null;
  const inner = /^\s*```(?:json)?\s*\n([\s\S]*?)\n\s*```\s*$/.exec(text)?.[1] ?? text;
  if (!/^\s*[[{]/.test(inner)) return null;
  try {
    return JSON.stringify(JSON.parse(inner), null, 2);
  } catch {
    return null; // not JSON after all
  }
}

/** JSON with its names, texts and numbers told apart by colour. */
export function jsonView(json: string, label: string): HTMLElement {
  const parts: Child[] = [];
  let end = 0;
  for (const match of json.matchAll(TOKEN)) {
    parts.push(json.slice(end, match.index), element("span", { class: kindOf(match[0], match[1]) }, match[0]));
    end = match.index + match[0].length;
  }
  parts.push(json.slice(end));
  return element("pre", { tabindex: 0, role: "group", class: "json", "aria-label": label }, ...parts);
}

function kindOf(token: string, colon: string | undefined): string {
  if (colon !== undefined) return "json-name";
  return token.startsWith('"') ? "json-string" : "json-number";
}
