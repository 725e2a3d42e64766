// POST a suite (JSON) to /runs: its trials come back as they end, a JSON line each, then the verdict. Simulated; a client
// that goes away stops its run.
import { createServer } from "node:http";
import { run, SuiteError } from "@prompt-run/cli";

const MAX_BYTES = 1_000_000;

async function bodyOf(request) {
  const parts = [];
  let bytes = 0;
  for await (const part of request) {
    bytes += part.length;
    if (bytes > MAX_BYTES) throw new RangeError("the suite is too large");
    parts.push(part);
  }
  return JSON.parse(Buffer.concat(parts).toString("utf8"));
}

async function answer(request, response) {
  const gone = new AbortController();
  response.on("close", () => gone.abort());
  const line = (value) => response.write(`${JSON.stringify(value)}\n`);
  try {
    const going = run(await bodyOf(request), { simulate: true, store: null, signal: gone.signal });
    for await (const { case: id, arm, verdict } of going) line({ case: id, arm, verdict });
    const { verdict, exit_code: exitCode } = await going;
    line({ verdict, exit_code: exitCode });
  } catch (error) {
    const problems = error instanceof SuiteError ? error.problems : [{ message: String(error) }];
    line({ problems });
  }
  response.end();
}

export const server = createServer((request, response) => {
  if (request.method === "POST" && request.url === "/runs") void answer(request, response);
  else response.writeHead(404).end();
});

if (process.argv[1] === import.meta.filename) {
  server.listen(8080, "127.0.0.1", () => process.stdout.write("http://127.0.0.1:8080/runs\n"));
}
