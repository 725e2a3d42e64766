// A simulator in a process of its own, which calls a tool when it is asked about the weather, and fails the first request.
import { fork } from "node:child_process";
import { join } from "node:path";

export async function startSimulatorProcess(folder, root) {
  const { build } = await import("esbuild");
  const outfile = join(folder, "simulator.mjs");
  const contents = `
import { createSimulator } from "./src/providers/simulator/simulator.ts";
import { serveSimulator } from "./src/providers/simulator/serve.ts";
const NOTHING = { text: null, toolUse: [], stopReason: null, usage: null, error: null };
function answer({ messages, tools }) {
  const { content } = messages.at(-1);
  const blocks = typeof content === "string" ? [{ type: "text", text: content }] : content;
  const result = blocks.find(({ type }) => type === "tool_result");
  if (result) return { ...NOTHING, text: "The tool says: " + JSON.stringify(result.content) };
  const asks = blocks.some(({ text }) => text?.includes("weather"));
  if (!tools?.length || !asks) return null;
  return { ...NOTHING, toolUse: [{ name: tools[0].name, input: { city: "Paris" } }], stopReason: "tool_use" };
}
const simulator = createSimulator({ answer, faults: { server_error: { probability: 0, first: 1 } }, latency: { ttftMs: 5, perTokenMs: 5 } });
process.on("message", async (message) => {
  if (message.serve) return process.send((await serveSimulator(simulator, { port: 0 })).url);
  const { requests, billedPico } = simulator.books;
  process.send({ requests, billedUsd: Number(billedPico) / 1e12 });
});`;
  await build({
    stdin: { contents, resolveDir: root },
    bundle: true,
    format: "esm",
    platform: "node",
    outfile,
    logLevel: "error",
  });
  const child = fork(outfile, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const ask = (message) =>
    new Promise((done) => {
      child.once("message", done);
      child.send(message);
    });
  return {
    url: await ask({ serve: true }),
    books: () => ask({ books: true }),
    stop: () => new Promise((done) => (child.once("exit", done), child.kill("SIGTERM"))),
  };
}
