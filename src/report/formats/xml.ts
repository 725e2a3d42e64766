import { printable, printableLine } from "../../base/printable.ts";

// XML 1.0, production 2 (Char), as far as `printable` leaves anything of it: the two non-characters.
const ILLEGAL = /[\ufffe\uffff]/g;
const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** Text between tags. Illegal characters become visible or go; no line of it is a command to a CI runner. */
export function xmlText(text: string): string {
  const legal = printable(text)
    .replace(ILLEGAL, "")
    .replace(/[&<>]/g, (char) => ENTITIES[char] ?? char);
  return legal.replaceAll("##[", "##&#91;").replace(/^([^\S\n]*):(?=:)/gm, "$1&#58;");
}

/** `name="value"` with a space before it, on one line. */
export function xmlAttribute(name: string, value: string | number): string {
  const legal = printableLine(String(value)).replace(ILLEGAL, "").trim();
  const escaped = legal.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char).replaceAll("##[", "##&#91;");
  return ` ${name}="${escaped}"`;
}
