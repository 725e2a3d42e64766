import type { Menu } from "../domain/judge.ts";
import type { JsonObject } from "../domain/values/json.ts";
import { WHOLE } from "./whole.ts";

const LINE = /^[\s>*_#-]*(EVIDENCE|REASONING|VERDICT)\b([^:：]*)[:：]\s*(.*?)\s*$/i;
const AROUND = /^[\s"“”'`*_.[({<]+|[\s"“”'`*_.,!\])}>]+$/g;

/**
 * A judge's answer where no schema could be given: the lines that begin with EVIDENCE, REASONING and VERDICT, of each the
 * last. Null where there is no verdict, or where anything follows it that is no line of the form.
 */
export function lastLines(text: string, menu: Menu): Record<string, JsonObject> | null {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const last = lines.at(-1);
  if (last === undefined || LINE.exec(last)?.[1]?.toUpperCase() !== "VERDICT") return null;
  const said = new Map<string, string>();
  const verdicts = new Map<string, string>();
  for (const line of lines) {
    const [, key = "", of = "", value = ""] = LINE.exec(line) ?? [];
    if (key.toUpperCase() === "VERDICT") verdicts.set(nameOf(of, menu), value.replace(AROUND, ""));
    else if (key !== "") said.set(key.toUpperCase(), value);
  }
  const shared = { evidence: said.get("EVIDENCE") ?? "", reasoning: said.get("REASONING") ?? "" };
  return Object.fromEntries([...verdicts].map(([name, verdict]) => [name, { ...shared, verdict }]));
}

/** The criterion that a line names, in whatever case and marks. */
function nameOf(written: string, menu: Menu): string {
  if (menu.kind !== "criteria") return WHOLE;
  const wanted = written.replace(AROUND, "").toLowerCase();
  return Object.keys(menu.texts).find((name) => name.trim().toLowerCase() === wanted) ?? wanted;
}
