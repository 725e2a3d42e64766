import { printable } from "../../../../base/printable.ts";

type Attributes = Readonly<Record<string, string | number | boolean | null>>;
export type Child = Node | string | null;

/**
 * An element with attributes and children. Strings become text, never markup, with control characters and overrides of
 * direction made visible. An attribute that is null or false is left out.
 */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) made.setAttribute(key, value === true ? "" : String(value));
  }
  made.append(...nodes(children));
  return made;
}

/** Children without the missing ones, their texts made safe to see. */
export function nodes(children: readonly Child[]): (Node | string)[] {
  return children
    .filter((child) => child !== null)
    .map((child) => (typeof child === "string" ? printable(child) : child));
}

/** A button that does something. */
export function button(label: string, attributes: Attributes, onClick: () => void): HTMLButtonElement {
  const made = element("button", { type: "button", ...attributes }, label);
  made.addEventListener("click", onClick);
  return made;
}

/** A choice of values, each with what is read. */
export function options(choices: readonly (readonly [value: string, label: string])[]): HTMLOptionElement[] {
  return choices.map(([value, label]) => element("option", { value }, label));
}

/** The element of the page with this id. A page without it is a bug. */
export function byId<T extends HTMLElement>(id: string, type: abstract new () => T): T {
  const found = document.getElementById(id);
  if (found instanceof type) return found;
  throw new Error(`the page has no ${type.name} #${id}`);
}

/** A folded part: its title, and what it holds. */
export function folded(title: string, isOpen: boolean, ...children: readonly Child[]): HTMLDetailsElement {
  return element("details", { open: isOpen }, element("summary", {}, title), ...children);
}

/** Figures with their names. */
export function facts(pairs: readonly (readonly [name: string, value: string | null])[]): HTMLDListElement {
  const known = pairs.filter((pair): pair is readonly [string, string] => pair[1] !== null);
  const items = known.map(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, value)));
  return element("dl", { class: "facts" }, ...items);
}
