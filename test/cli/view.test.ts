import { cpSync, existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { runCli } from "../helpers/run-cli.ts";
import { permanentProject, temporaryProject } from "../helpers/temporary-folder.ts";
import { startView, VIEW_SUITE } from "../helpers/servers/view-process.ts";
import type { ViewProcess } from "../helpers/servers/view-process.ts";

let view: ViewProcess | null = null;
afterEach(async () => {
  view?.kill("SIGINT");
  await view?.result;
  view = null;
});

let withRuns = "";
beforeAll(async () => {
  withRuns = await projectThatRan();
});

/** A copy of a project with two finished runs of one suite and an unfinished one. */
function projectWithRuns(): { readonly cwd: string; readonly runs: readonly string[] } {
  const cwd = temporaryProject({});
  cpSync(withRuns, cwd, { recursive: true });
  return { cwd, runs: readdirSync(join(cwd, ".prompt-run/runs")).toSorted().toReversed() };
}

async function projectThatRan(): Promise<string> {
  const cwd = permanentProject({ "colours.yaml": VIEW_SUITE });
  for (const seed of ["1", "2"]) {
    expect(
      (await runCli(["colours.yaml", "--simulate", "--seed", seed, "--reporter", "quiet"], { cwd })).exitCode,
    ).toBe(0);
  }
  const folder = join(cwd, ".prompt-run/runs");
  const [first = ""] = readdirSync(folder);
  cpSync(join(folder, first), join(folder, "20200101-000000-0000"), { recursive: true });
  rmSync(join(folder, "20200101-000000-0000/head.json"));
  return cwd;
}

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** One request over a real socket, its path sent as it stands. */
function ask(
  url: string,
  options: { path?: string; method?: string; host?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  const { port } = new URL(url);
  const headers = { host: options.host ?? `127.0.0.1:${port}`, ...options.headers };
  const asked = { host: "127.0.0.1", port, path: options.path ?? "/", method: options.method ?? "GET", headers };
  return new Promise((resolve, reject) => {
    const sent = request(asked, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (text: string) => (body += text));
      response.once("end", () => resolve({ status: response.statusCode, headers: response.headers, body }));
    });
    sent.once("error", reject).end(options.body);
  });
}

describe("prompt-run view", () => {
  test("lists runs, newest first, the unfinished as such, and ends on Ctrl-C with exit 0", async () => {
    const { cwd, runs } = projectWithRuns();
    view = await startView([], cwd);
    expect(view.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    const { status, body } = await ask(view.url);
    expect(status).toBe(200);
    expect([...body.matchAll(/<tr><th scope="row">.*?(\d{8}-\d{6}-[0-9a-f]+)/g)].map(([, id]) => id)).toEqual(runs);
    expect(body.match(/… unfinished/g)).toHaveLength(1);
    expect(body.match(/SIMULATED/g)).toHaveLength(3);
    view.kill("SIGINT");
    expect(await view.result).toMatchObject({ exitCode: 0, stdout: `${view.url}\n` });
  });

  test("serves a run's report, a suite's history and two runs side by side", async () => {
    const { cwd, runs } = projectWithRuns();
    view = await startView(["latest"], cwd);
    expect(new URL(view.url).pathname).toBe(`/runs/${runs[0]}`);
    const report = (await ask(view.url, { path: `/runs/${runs[0]}` })).body;
    expect(report).toContain('<script type="application/json" id="data">');
    expect(report).toContain('"text":"user:\\nOne colour, please: {{ q }}"');
    const history = (await ask(view.url, { path: "/suite?name=colours" })).body;
    for (const text of ["pass rate, with interval", "latency, p50", "<bdi>v2</bdi>", "Hollow points are SIMULATED"]) {
      expect(history).toContain(text);
    }
  });

  test("compares two runs as `prompt-run compare` does", async () => {
    const { cwd } = projectWithRuns();
    writeFileSync(
      join(cwd, "colours.yaml"),
      VIEW_SUITE.replace("One colour, please", "A colour").replace("v1: green", "v1: red"),
    );
    expect((await runCli(["colours.yaml", "--simulate", "--reporter", "quiet"], { cwd })).exitCode).toBe(0);
    const [left = "", right = ""] = readdirSync(join(cwd, ".prompt-run/runs")).toSorted().slice(-2);
    const told = await runCli(["compare", left, right], { cwd });
    view = await startView([], cwd);
    const { body } = await ask(view.url, { path: `/compare?a=${left}&b=${right}` });
    const plain = (text: string): string => text.replaceAll(/<[^>]*>/g, "").replaceAll(/\s+/g, " ");
    const found = plain(told.stdout).match(
      /2 cases: \d pass on both sides.*?\d on neither|[+−\d.]+ points \(95%: .*?\)/g,
    );
    expect(found).toHaveLength(4);
    for (const text of [...(found ?? []), "▼ 1 regressed", "the prompt of claude-haiku-5-5/v2 changed"]) {
      expect(plain(body)).toContain(text);
    }
  });

  test("answers this machine's own names and reading alone, and keeps to the store", async () => {
    const { cwd } = projectWithRuns();
    view = await startView([], cwd);
    const { port } = new URL(view.url);
    const tried = [
      [{ host: `localhost:${port}` }, 200],
      [{ host: "evil.example" }, 403],
      [{ host: `evil.example:${port}` }, 403],
      [{ host: "127.0.0.1" }, 403],
      [{ method: "HEAD" }, 200],
      [{ method: "POST" }, 405],
      [{ method: "DELETE" }, 405],
      [{ path: "/runs/..%2f..%2fcolours.yaml" }, 404],
      [{ path: "/runs/../../colours.yaml" }, 404],
      [{ path: "/runs/%E0%A4%A" }, 404],
      [{ path: "/runs/20200101-000000-0000" }, 200],
      [{ path: "/suite?name=%3Cscript%3E" }, 404],
      [{ path: "/compare?a=x" }, 404],
      [{ path: "/nothing" }, 404],
    ] as const;
    for (const [options, status] of tried) {
      expect({ options, status: (await ask(view.url, options)).status }).toEqual({ options, status });
    }
    const { headers, body } = await ask(view.url, { path: "/suite?name=%3Cscript%3E" });
    expect(body).not.toContain("<script");
    expect(headers).toMatchObject({ "cache-control": "no-store", "x-content-type-options": "nosniff" });
    expect(headers["content-security-policy"]).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
  });

  test("marks are kept beside the store for pages of this address alone, and taken along as rows", async () => {
    const { cwd, runs } = projectWithRuns();
    view = await startView([], cwd);
    const { origin } = new URL(view.url);
    const said = {
      suite: "colours",
      case: "sky",
      run: runs[0],
      mark: "bad",
      note: "too <b>blue</b>",
      vars: { q: "the sky" },
    };
    const send = (headers: Record<string, string>, body: unknown = said) =>
      ask(view?.url ?? "", { path: "/marks", method: "POST", headers, body: JSON.stringify(body) });
    const json = { "content-type": "application/json" };
    const tried = [
      [json, said, 403],
      [{ ...json, origin: "http://evil.example" }, said, 403],
      [{ ...json, origin: origin.replace("127.0.0.1", "localhost") }, said, 403],
      [{ origin, "content-type": "text/plain" }, said, 415],
      [{ ...json, origin }, { ...said, mark: "fine" }, 400],
      [{ ...json, origin }, ["no mark"], 400],
      [{ ...json, origin }, { ...said, note: "x".repeat(600_000) }, 413],
    ] as const;
    for (const [headers, body, status] of tried) expect((await send(headers, body)).status).toBe(status);
    expect(existsSync(join(cwd, ".prompt-run/marks.jsonl"))).toBe(false);
    expect((await send({ ...json, origin })).status).toBe(204);
    expect((await send({ ...json, origin }, { ...said, case: "grass" })).status).toBe(204);
    expect((await send({ ...json, origin }, { ...said, case: "grass", mark: null, note: "" })).status).toBe(204);
    const list = (await ask(view.url, { path: "/marks" })).body;
    expect(list).toContain(`href="/runs/${runs[0]}#suite=colours&amp;case=sky"`);
    expect(list).toContain("too &lt;b&gt;blue&lt;/b&gt;");
    const { body, headers } = await ask(view.url, { path: "/marks.jsonl" });
    expect(headers["content-disposition"]).toContain("attachment");
    const rows = body
      .trim()
      .split("\n")
      .map((row) => JSON.parse(row) as Record<string, unknown>);
    expect(rows).toMatchObject([{ q: "the sky", id: "sky", mark: "bad", note: "too <b>blue</b>", suite: "colours" }]);
  });

  test("what it cannot do is said, with exit 2", async () => {
    const { cwd } = projectWithRuns();
    view = await startView([], cwd);
    const taken = await runCli(["view", "--port", new URL(view.url).port], { cwd });
    expect([taken.exitCode, taken.stderr]).toEqual([2, expect.stringContaining("--port 0 takes a free one")]);
    const unknown = await runCli(["view", "no-such-run"], { cwd });
    expect([unknown.exitCode, unknown.stderr]).toEqual([2, expect.stringContaining("there is no run `no-such-run`")]);
  });

  test("an empty store says how to fill it", async () => {
    view = await startView([], temporaryProject({}));
    expect((await ask(view.url)).body).toContain("There is no run here yet");
  });
});
