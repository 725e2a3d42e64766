import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";

export interface CountingProxy extends AsyncDisposable {
  readonly url: string;
  /** `host:port` of each tunnel, and the URL of each request that was passed on as it is. */
  readonly tunnels: string[];
  readonly forwarded: string[];
  /** What callers said of themselves (`proxy-authorization`). */
  readonly credentials: (string | undefined)[];
}

export interface ProxyOptions {
  /** Every name leads here, so that tests can ask for hosts that are not there. */
  readonly targetPort: number;
  /** What a CONNECT is answered with; default 200. */
  readonly refuse?: string;
}

/** An HTTP proxy on loopback that tunnels and forwards, and writes down what went through it. */
export async function serveProxy({ targetPort, refuse }: ProxyOptions): Promise<CountingProxy> {
  const seen = { tunnels: [] as string[], forwarded: [] as string[], credentials: [] as (string | undefined)[] };
  const sockets = new Set<Duplex>();
  const server = createServer((asked, response) => {
    seen.forwarded.push(asked.url ?? "");
    seen.credentials.push(asked.headers["proxy-authorization"]);
    forward(asked, response, targetPort);
  });
  server.on("connect", (asked: IncomingMessage, socket: Duplex) => {
    seen.tunnels.push(asked.url ?? "");
    seen.credentials.push(asked.headers["proxy-authorization"]);
    if (refuse === undefined) tunnel(socket, targetPort);
    else socket.end(`HTTP/1.1 ${refuse}\r\ncontent-length: 4\r\n\r\nnope`);
  });
  server.on("connection", (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // a listening TCP server has one
  return { url: `http://127.0.0.1:${port}`, ...seen, [Symbol.asyncDispose]: () => closed(server, sockets) };
}

function tunnel(socket: Duplex, port: number): void {
  const target = connect(port, "127.0.0.1", () => {
    socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
    target.pipe(socket).pipe(target);
  });
  for (const end of [socket, target]) end.on("error", () => target.destroy());
}

function forward(asked: IncomingMessage, response: ServerResponse, port: number): void {
  const { pathname, search } = new URL(asked.url ?? "/", "http://none");
  const path = pathname + search;
  const { method = "GET", headers } = asked;
  const onward = request({ host: "127.0.0.1", port, path, method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on("error", () => response.destroy());
  asked.pipe(onward);
}

function closed(server: Server, sockets: ReadonlySet<Duplex>): Promise<void> {
  for (const socket of sockets) socket.destroy();
  return new Promise((resolve) => server.close(() => resolve()));
}
