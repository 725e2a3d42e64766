const VOID = ["meta", "link", "input", "br"];

/** Tags of a page that do not nest. Text must hold no bare `<`. */
export function nestingFaults(page: string): string[] {
  const body = page.replace(/<script[^>]*>.*?<\/script>/gs, "").replace(/<style>.*?<\/style>/s, "");
  const open: string[] = [];
  const faults: string[] = [];
  for (const [tag, slash, name = "", selfClosing] of body.matchAll(
    /<(\/?)([a-z][a-z0-9]*)(?: [^<>]*?)?(\/?)>|<(?!!doctype)/gi,
  )) {
    if (name === "") faults.push(tag);
    else if (slash === "/" && open.pop() !== name) faults.push(tag);
    else if (slash !== "/" && selfClosing !== "/" && !VOID.includes(name)) open.push(name);
  }
  return [...faults, ...open];
}
