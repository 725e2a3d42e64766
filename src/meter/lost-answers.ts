import type { Socket } from "node:net";

/**
 * Finds out that an answer which was handed to the system never reached its reader: a connection that ends with a reset
 * after it, and before another request, held bytes that nobody read (TCP sends a reset where a socket with unread bytes is
 * closed). An application that gave up waiting ends so.
 */
export class LostAnswers {
  private readonly newest = new WeakMap<Socket, () => void>();
  private readonly watched = new WeakSet<Socket>();

  /** Another request on the connection: what came before it was read. */
  requestOn(socket: Socket): void {
    this.newest.delete(socket);
    if (this.watched.has(socket)) return;
    this.watched.add(socket);
    socket.once("close", (hadError) => {
      if (hadError) this.newest.get(socket)?.();
    });
  }

  /** Calls `onLost` if the answer that was just written to the connection turns out not to have been read. */
  wroteTo(socket: Socket, onLost: () => void): void {
    this.newest.set(socket, onLost);
  }
}
