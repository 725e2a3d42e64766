import { expect, test } from "vitest";
import { type CliResult, runCli } from "../../helpers/run-cli.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";
import { end, serveWire, SSE, sse, START, STOP, textBlock } from "../../providers/wire.ts";

const SUITE = `model: claude-haiku-5-5
prompt: "Say {{ word }}"
limits: { max_attempts: 2 }
cases:
${["one", "two", "three", "four"].map((word) => `  - { id: ${word}, vars: { word: ${word} } }\n`).join("")}expect: [{ contains: fine }]
`;
const FINE = [START, ...textBlock(0, "fine"), end("end_turn"), STOP].map(sse).join("");
const NOT_FOUND = '{"type":"error","error":{"type":"not_found_error","message":"Not Found"}}';

test.each([
  ["an ellipsis", "sk-ant-api…", "U+2026 as its character 11"],
  ["a zero-width space", "sk-ant-\u200bapi", "U+200B as its character 8"],
  ["Cyrillic", "sk-ant-аpi", "U+0430 as its character 8"],
  ["an emoji", "sk-ant-😀", "U+1F600 as its character 8"],
  ["a byte-order mark", "\ufeffsk-ant-api", "U+FEFF as its character 1"],
  ["a line break", "sk-ant-\napi", "U+000A as its character 8"],
])("C7: a key with %s is named before anything is sent", async (_, key, says) => {
  const cwd = temporaryProject({ "s.yaml": SUITE });
  const env = { ANTHROPIC_API_KEY: key, ANTHROPIC_BASE_URL: "http://127.0.0.1:9" };
  const [run, doctor] = await Promise.all([runCli(["s.yaml"], { cwd, env }), runCli(["doctor"], { cwd, env })]);
  expect(run).toMatchObject({ exitCode: 2 });
  expect(run.stderr).toContain(says);
  expect(doctor.stdout + doctor.stderr).toContain(says);
  expect(doctor.exitCode).not.toBe(0);
  expect(doctor.exitCode).not.toBe(70);
});

async function against(
  path: string,
  answer: Parameters<typeof serveWire>[0],
  suite: string = SUITE,
): Promise<CliResult & { readonly seen: number }> {
  let seen = 0;
  await using wire = await serveWire((response, asked) => {
    seen += 1;
    return answer(response, asked);
  });
  const cwd = temporaryProject({ "s.yaml": suite });
  const env = { ANTHROPIC_API_KEY: "sk-ant-x", ANTHROPIC_BASE_URL: `${wire.url}${path}` };
  return { ...(await runCli(["s.yaml", "--concurrency", "1"], { cwd, env })), seen };
}

test("C11: a base URL that ends in /v1 stops at the first 404, and is named", async () => {
  const result = await against(
    "/v1",
    (response) => void response.writeHead(404, { "content-type": "application/json" }).end(NOT_FOUND),
  );
  expect(result).toMatchObject({ exitCode: 2, seen: 1 });
  expect(result.stdout + result.stderr).toMatch(
    /the base URL must not end in \/v1, which is added to it: use http:\/\/127/,
  );
});

test.each([
  ["a 404 without JSON", 404, "<html>nothing here</html>"],
  ["a redirect", 302, ""],
  ["another method", 405, "{}"],
])("C11: %s stops at once, and names the path", async (_, status, body) => {
  const result = await against("", (response) => void response.writeHead(status, { location: "/elsewhere" }).end(body));
  expect(result).toMatchObject({ exitCode: 2, seen: 1 });
  expect(result.stdout + result.stderr).toContain("/v1/messages is not the Messages API");
});

test.each([
  ["true", 400, 8],
  ["false", 500, 4],
])("C11: x-should-retry: %s with %i is honoured", async (advice, status, sent) => {
  const headers = { "x-should-retry": advice, "retry-after-ms": "1", "content-type": "application/json" };
  const body = '{"type":"error","error":{"type":"api_error","message":"no"}}';
  const result = await against("", (response) => void response.writeHead(status, headers).end(body));
  expect(result).toMatchObject({ exitCode: 3, seen: sent });
});

test("C11: gate: none with a missing answer is incomplete", async () => {
  const result = await against(
    "",
    (response, { body }) => {
      const isLost = JSON.stringify(body).includes("Say one");
      if (isLost)
        response
          .writeHead(400, { "content-type": "application/json" })
          .end(NOT_FOUND.replace("not_found_error", "invalid_request_error"));
      else response.writeHead(200, SSE).end(FINE);
    },
    `${SUITE}gate: none\n`,
  );
  expect(result).toMatchObject({ exitCode: 3, seen: 4 });
  expect(result.stdout).not.toContain("exit 0");
});

test("C4: --var wins over a case's own value", async () => {
  const asked: string[] = [];
  await using wire = await serveWire((response, { body }) => {
    asked.push(JSON.stringify(body));
    response.writeHead(200, SSE).end(FINE);
  });
  const cwd = temporaryProject({ "s.yaml": SUITE });
  const env = { ANTHROPIC_API_KEY: "sk-ant-x", ANTHROPIC_BASE_URL: wire.url };
  await runCli(["try", "s.yaml", "--case", "one", "--var", "word=mine"], { cwd, env });
  expect(asked.map((body) => body.includes("Say mine"))).toEqual([true]);
});
