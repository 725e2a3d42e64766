import { createContext, runInContext } from "node:vm";

type Listener = (event: { readonly target: FakeElement; readonly key?: string; preventDefault(): void }) => void;

/** As much of an element as the page's script uses. Markup cannot be set: text is text. */
export class FakeElement {
  readonly name: string;
  readonly attributes: Map<string, string> = new Map();
  readonly listeners: Map<string, Listener[]> = new Map();
  children: (FakeElement | string)[] = [];
  parentElement: FakeElement | null = null;
  hidden = false;
  value = "";
  open = false;

  constructor(name: string) {
    this.name = name;
  }

  get textContent(): string {
    return this.children.map((child) => (typeof child === "string" ? child : child.textContent)).join("");
  }

  set textContent(text: string) {
    this.children = [text];
  }

  append(...children: (FakeElement | string)[]): void {
    for (const child of children) if (typeof child !== "string") child.parentElement = this;
    this.children.push(...children);
  }

  replaceChildren(...children: (FakeElement | string)[]): void {
    this.children = [];
    this.append(...children);
  }

  remove(): void {
    const siblings = this.parentElement?.children ?? [];
    siblings.splice(siblings.indexOf(this), 1);
  }

  setAttribute(name: string, value: string): void {
    this.attributes.set(name, value);
    if (name === "value") this.value = value;
  }

  addEventListener(type: string, listener: Listener): void {
    this.listeners.set(type, [...(this.listeners.get(type) ?? []), listener]);
  }

  /** Has the event happen to this element. */
  fire(type: string, key?: string): void {
    const event = { target: this, ...(key === undefined ? {} : { key }), preventDefault: () => undefined };
    for (const listener of this.listeners.get(type) ?? []) listener(event);
  }

  matches(selectors: string): boolean {
    return selectors.split(", ").includes(this.name);
  }

  focus(): void {
    // Nothing here asks where the focus is.
  }

  showModal(): void {
    this.open = true;
  }

  close(): void {
    this.open = false;
    this.fire("close");
  }

  /** Every element below, in order, of this name or with this class. */
  all(nameOrClass: string): FakeElement[] {
    return this.children.flatMap((child) => {
      if (typeof child === "string") return [];
      const isWanted = child.name === nameOrClass || child.attributes.get("class")?.split(" ").includes(nameOrClass);
      return [...(isWanted === true ? [child] : []), ...child.all(nameOrClass)];
    });
  }
}

export interface FakePage {
  readonly byId: (id: string) => FakeElement;
  readonly location: { hash: string };
  /** Has the address change, as a click on a link does. */
  go(hash: string): void;
}

/** Runs the script of an HTML report in a page made of the elements with ids, and nothing else. */
export function openPage(html: string, hash = ""): FakePage {
  const elements = new Map<string, FakeElement>();
  for (const [, name = "", id = ""] of html.matchAll(/<(\w+) [^>]*?\bid="([^"]+)"/g)) {
    const element = new FakeElement(name);
    new FakeElement("label").append(element);
    elements.set(id, element);
  }
  const byId = (id: string): FakeElement => {
    const element = elements.get(id);
    if (element === undefined) throw new Error(`no element has the id ${id}`);
    return element;
  };
  byId("data").textContent = between(html, '<script type="application/json" id="data">', "</script>");
  const location = { hash };
  const window = new FakeElement("window");
  const document = Object.assign(new FakeElement("document"), {
    getElementById: byId,
    createElement: (name: string) => new FakeElement(name),
  });
  const context = createContext({
    document,
    location,
    history: { replaceState: (_state: null, _title: string, next: string) => void (location.hash = next) },
    addEventListener: window.addEventListener.bind(window),
    URLSearchParams,
    setTimeout: (run: () => void) => run(),
    clearTimeout: () => undefined,
  });
  runInContext(between(html, "<script>", "</script>"), context);
  const go = (next: string): void => {
    location.hash = next;
    window.fire("hashchange");
  };
  return { byId, location, go };
}

/** What stands between two texts, the first time. */
export function between(text: string, start: string, end: string): string {
  const from = text.indexOf(start);
  const to = text.indexOf(end, from + start.length);
  if (from < 0 || to < 0) throw new Error(`nothing between ${start} and ${end}`);
  return text.slice(from + start.length, to);
}
