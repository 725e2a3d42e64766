const COOKIE = "set-cookie";

/**
 * The headers of a response, as they came. A `Headers` by the Fetch standard (§2.2, class Headers) but for its order, which is
 * the response's: to fill one of the platform's costs more than all else that is done for a response.
 */
export class ReceivedHeaders implements Headers {
  private readonly lines = new Map<string, string>();
  private cookies: string[] = [];

  /** `raw`: names and values in turn, as Node's client has them. */
  constructor(raw: readonly string[]) {
    for (let at = 0; at + 1 < raw.length; at += 2) this.append(raw[at] ?? "", raw[at + 1] ?? "");
  }

  append(name: string, value: string): void {
    const key = name.toLowerCase();
    if (key === COOKIE) this.cookies.push(value);
    const before = this.lines.get(key);
    this.lines.set(key, before === undefined ? value : `${before}, ${value}`);
  }

  delete(name: string): void {
    const key = name.toLowerCase();
    if (key === COOKIE) this.cookies = [];
    this.lines.delete(key);
  }

  get(name: string): string | null {
    return this.lines.get(name.toLowerCase()) ?? null;
  }

  has(name: string): boolean {
    return this.lines.has(name.toLowerCase());
  }

  set(name: string, value: string): void {
    this.delete(name);
    this.append(name, value);
  }

  getSetCookie(): string[] {
    return [...this.cookies];
  }

  forEach(visit: (value: string, name: string, headers: Headers) => void, self?: unknown): void {
    for (const [name, value] of this) visit.call(self, value, name, this);
  }

  *entries(): HeadersIterator<[string, string]> {
    for (const [name, value] of this.lines) {
      if (name !== COOKIE) yield [name, value];
      else for (const cookie of this.cookies) yield [name, cookie];
    }
  }

  *keys(): HeadersIterator<string> {
    for (const [name] of this) yield name;
  }

  *values(): HeadersIterator<string> {
    for (const [, value] of this) yield value;
  }

  [Symbol.iterator](): HeadersIterator<[string, string]> {
    return this.entries();
  }
}

type HeadersIterator<T> = Generator<T, undefined, undefined>;
