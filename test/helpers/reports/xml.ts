/** An element of a parsed document. `text` is its own character data, entities resolved. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

const TOKEN = /<\?xml[^?]*\?>|<\/([\w-]+)>|<([\w-]+)((?: [\w-]+="[^"<]*")*)(\/?)>|([^<]+)/y;
const ILLEGAL = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const ENTITY = /&(?:(lt|gt|amp|quot|apos)|#(\d+));|&/g;
const NAMED: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** Parses the XML that we write and nothing more: it throws at everything that is not well formed, CDATA and comments included. */
export function parseXml(source: string): XmlElement {
  if (ILLEGAL.test(source)) throw new Error("a character that XML 1.0 does not allow");
  const root: XmlElement = { name: "", attributes: {}, children: [], text: "" };
  const open = [root];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(source);
    if (match === null) throw new Error(`not well formed at ${at}: ${source.slice(at, at + 40)}`);
    const [, closing, opening, attributes = "", selfClosing, text] = match;
    const current = open.at(-1) ?? root;
    if (closing !== undefined) {
      if (open.pop()?.name !== closing) throw new Error(`</${closing}> closes nothing`);
    } else if (opening !== undefined) {
      const element = { name: opening, attributes: parseAttributes(attributes), children: [], text: "" };
      current.children.push(element);
      if (selfClosing === "") open.push(element);
    } else if (text !== undefined) {
      if (text.includes("]]>")) throw new Error("]]> in character data");
      current.text += resolve(text);
    }
  }
  const [document] = root.children;
  if (open.length !== 1 || document === undefined || root.children.length !== 1)
    throw new Error("not one root element");
  return document;
}

function parseAttributes(source: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name = "", value = ""] of source.matchAll(/ ([\w-]+)="([^"]*)"/g)) {
    if (name in attributes) throw new Error(`${name} twice`);
    attributes[name] = resolve(value);
  }
  return attributes;
}

function resolve(text: string): string {
  return text.replaceAll(ENTITY, (whole, named: string | undefined, code: string | undefined) => {
    if (named !== undefined) return NAMED[named] ?? "";
    if (code !== undefined) return String.fromCodePoint(Number(code));
    throw new Error(`a bare ${whole}`);
  });
}
