import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createMask } from "../../../src/base/mask.ts";
import { LabelSession, type LabelTask } from "../../../src/pipeline/labelling/label-session.ts";
import { type LabelServer, serveLabelling } from "../../../src/pipeline/labelling/label-server.ts";

const folder = mkdtempSync(join(tmpdir(), "label-"));
const file = join(folder, "labels.jsonl");
const task = (n: number): LabelTask => ({
  answerHash: `a${n}`,
  judgeHash: "j",
  texts: { rubric: null, meanings: {} },
  shown: { output: `</script><script>alert(${n})</script>` },
  drawn: [{ case: `c${n}`, arm: "m/default", trial: 1, answerHash: `a${n}`, verdict: "pass", labelled: 2, of: 9 }],
});
let server: LabelServer;
let secret = "";

interface Reply {
  readonly status: number;
  readonly body: string;
  readonly policy: string;
}

function send(method: string, path: string, headers: Record<string, string> = {}, body = "{}"): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path, server.url), { method, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (piece: string) => (text += piece));
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          body: text,
          policy: String(response.headers["content-security-policy"] ?? ""),
        }),
      );
    });
    sent.on("error", reject).end(method === "POST" ? body : undefined);
  });
}

const origin = () => server.url.slice(0, -1);
const own = () => ({ origin: origin(), "content-type": "application/json", "x-label-secret": secret });

beforeAll(async () => {
  const judge = { name: "right", hash: "j", textsHash: "t", readsCase: false };
  const plan = {
    judge,
    run: "r",
    by: "ann",
    file,
    tasks: [task(1), task(2)],
    known: [],
    mask: createMask([]),
    nowMs: () => 0,
    isSimulated: true,
  };
  const session = new LabelSession(plan);
  const partsOf = ({ shown }: LabelTask) => [["answer", shown.output] as const];
  const started = await serveLabelling({ session, title: "Label", question: "Is it right?", partsOf, port: 0 });
  if (started.status !== "serving") throw new Error(started.message);
  ({ server } = started);
  secret = /data-secret="(\w+)"/.exec((await send("GET", "/")).body)?.[1] ?? "";
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

test("the page runs its own script alone, and holds no answer", async () => {
  const { status, body, policy } = await send("GET", "/");
  expect(status).toBe(200);
  const nonce = /script-src 'nonce-([^']+)'/.exec(policy)?.[1];
  expect(body).toContain(`<script nonce="${nonce}">`);
  expect(policy).toContain("default-src 'none'");
  expect(body).not.toContain("alert(");
});

test("other names, other origins, no secret, no JSON: refused, and nothing is written", async () => {
  expect((await send("GET", "/", { host: "evil.example" })).status).toBe(403);
  expect((await send("POST", "/label", { ...own(), origin: "http://evil.example" })).status).toBe(403);
  expect((await send("POST", "/label", { ...own(), "x-label-secret": "guess" })).status).toBe(403);
  expect((await send("POST", "/label", { ...own(), "content-type": "text/plain" })).status).toBe(415);
  expect((await send("POST", "/label", own(), '{"word":"maybe"}')).status).toBe(400);
  expect((await send("GET", "/task", own())).status).toBe(405);
  expect((await send("POST", "/task", own())).status).toBe(200);
  expect(() => readFileSync(file)).toThrow();
});

test("answer after answer, blind; the last one ends it", async () => {
  const first = await send("POST", "/label", own(), '{"word":"fail","note":" because "}');
  expect(JSON.parse(first.body)).toEqual({
    done: 1,
    of: 2,
    question: "Is it right?",
    parts: [["answer", task(2).shown.output]],
  });
  expect(first.body).not.toContain("m/default");
  expect(JSON.parse((await send("POST", "/back", own())).body)).toMatchObject({ done: 0 });
  await send("POST", "/label", own(), '{"word":"fail","note":"because"}');
  expect(JSON.parse((await send("POST", "/label", own(), '{"word":"pass"}')).body)).toMatchObject({
    done: 2,
    parts: null,
  });
  await server.finished;
  expect(readFileSync(file, "utf8").split("\n").filter(Boolean)).toHaveLength(2);
});
