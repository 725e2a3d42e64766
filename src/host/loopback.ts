import type { IncomingMessage, Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Reached by programs of this machine alone. */
export const LOOPBACK = "127.0.0.1";

/** Listens, on loopback unless told otherwise; 0 is any port that is free. The port that it has, or why it can have none. */
export async function listen(server: Server, port: number, host: string = LOOPBACK): Promise<number | Error> {
  const failure = await new Promise<Error | null>((resolve) => {
    server.once("error", resolve);
    server.listen(port, host, () => resolve(null));
  });
  return failure ?? (server.address() as AddressInfo).port; // a TCP server's address
}

/** Stops listening and ends the open connections. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Is a server on loopback asked by a name of this machine? By another a page elsewhere had its name pointed here (DNS rebinding). */
export function isAskedByOwnName(request: IncomingMessage): boolean {
  const { port } = request.socket.address() as AddressInfo; // of a connection that is open
  return isOwnName(request.headers.host, port);
}

/** Is that what a client on this machine calls a server at this port of loopback? */
export function isOwnName(host: string | undefined, port: number): boolean {
  return [LOOPBACK, "localhost"].some((name) => host === `${name}:${port}`);
}

/** Headers of pages that are nobody else's: nothing is kept, guessed, framed, or told to other places. */
export const PRIVATE_PAGE: Readonly<Record<string, string>> = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
};
