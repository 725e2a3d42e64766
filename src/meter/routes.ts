/** What a request at an address of the meter asks for. */
export type Route =
  | { readonly kind: "messages" }
  | { readonly kind: "free"; readonly method: "GET" | "POST"; readonly path: string }
  | { readonly kind: "batches" }
  | { readonly kind: "unknown" };

/**
 * Does answering this take a model? What else an application looks up (`/v1/files`), and what programs
 * report of themselves (Claude Code under `/api`), no answer rests on.
 */
export function isCall(method: string, rest: string): boolean {
  const { kind } = routeOf(method, rest);
  if (kind === "unknown") return method === "POST" && !rest.startsWith("/api/");
  return kind !== "free";
}

/** `/TOKEN/v1/messages`: the token, and what follows it; null: there is no such form. */
export function splitPath(path: string): { readonly token: string; readonly rest: string } | null {
  const match = /^\/([A-Za-z0-9_-]{22,64})(\/.*)?$/.exec(path);
  return match?.[1] === undefined ? null : { token: match[1], rest: match[2] ?? "/" };
}

/** Clients differ in whether their base URL ends in `/v1`: both are known. */
export function routeOf(method: string, rest: string): Route {
  const path = rest.replace(/^\/v1(?=\/)/, "").replace(/\/+$/, "");
  if (path === "/messages" && method === "POST") return { kind: "messages" };
  if (path === "/messages/count_tokens" && method === "POST") return { kind: "free", method, path: `/v1${path}` };
  if (/^\/models(\/[\w.:@-]+)?$/.test(path) && method === "GET") return { kind: "free", method, path: `/v1${path}` };
  return path.startsWith("/messages/batches") ? { kind: "batches" } : { kind: "unknown" };
}
