import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadEnvironment } from "../../../src/cli/arguments/environment.ts";
import { toInvocation } from "../../../src/cli/arguments/invocation.ts";
import { UsageError } from "../../../src/cli/arguments/usage-error.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const NOTHING = { values: {}, fromFile: new Set<string>() };

test("the process's environment wins over .env, which is remembered as the source of the rest", () => {
  const folder = temporaryProject({ ".env": "A=file\nANTHROPIC_BASE_URL=http://evil.example\n" });
  const loaded = loadEnvironment(folder, null, { A: "own" });
  expect(loaded.ok && loaded.value.values).toMatchObject({ A: "own", ANTHROPIC_BASE_URL: "http://evil.example" });
  expect(loaded.ok && [...loaded.value.fromFile]).toEqual(["ANTHROPIC_BASE_URL"]);
  const invocation = loaded.ok ? toInvocation([], {}, loaded.value, folder) : null;
  expect(invocation).toMatchObject({ baseUrl: null, untrustedBaseUrl: "http://evil.example" });
});

test("an empty variable of the process is absent: the file says it, and is no more trusted for that", () => {
  const folder = temporaryProject({ ".env": "A=file\nANTHROPIC_BASE_URL=http://evil.example\n" });
  const loaded = loadEnvironment(folder, null, { A: "", B: "", ANTHROPIC_BASE_URL: "" });
  expect(loaded.ok && loaded.value.values).toEqual({ A: "file", B: "", ANTHROPIC_BASE_URL: "http://evil.example" });
  expect(loaded.ok && [...loaded.value.fromFile]).toEqual(["A", "ANTHROPIC_BASE_URL"]);
});

test("a named env file must exist; the default one need not", () => {
  const folder = temporaryProject({});
  expect(loadEnvironment(folder, null, {}).ok).toBe(true);
  expect(loadEnvironment(folder, "nope.env", {}).ok).toBe(false);
  expect(loadEnvironment(join(folder, "sub"), null, {}).ok).toBe(true);
});

test("what Node took in from a named env file is no more trusted than the file", () => {
  const folder = temporaryProject({ "ci.env": "ANTHROPIC_BASE_URL=http://evil.example\nB=file\n" });
  const taken = { ANTHROPIC_BASE_URL: "http://evil.example", B: "own" };
  const loaded = loadEnvironment(folder, "ci.env", taken);
  expect(loaded.ok && [...loaded.value.fromFile]).toEqual(["ANTHROPIC_BASE_URL"]);
});

test("an env file may be named by its absolute path", () => {
  const folder = temporaryProject({ "other.env": "A=1\n" });
  const loaded = loadEnvironment(temporaryProject({}), join(folder, "other.env"), {});
  expect(loaded.ok && loaded.value.values).toEqual({ A: "1" });
});

test("an env file that cannot be read says why; a folder `.env` is none", () => {
  const folder = temporaryProject({ ".env/pyvenv.cfg": "", "latin.env": "" });
  writeFileSync(join(folder, "latin.env"), Buffer.from([0x41, 0x3d, 0xff]));
  const messageOf = (file: string): string | null => {
    const loaded = loadEnvironment(folder, file, {});
    return loaded.ok ? null : loaded.message;
  };
  expect(messageOf("latin.env")).toBe("--env-file latin.env: it is not UTF-8 text");
  expect(messageOf(".env")).toBe("--env-file .env: it is a folder");
  expect(messageOf("x\0y")).toContain(": it cannot be read: ");
  expect(loadEnvironment(folder, null, { A: "own" })).toMatchObject({ ok: true, value: { values: { A: "own" } } });
});

test.each(["12345678901234567890", "1e400"])("--set takes no number that it would change: %s", (number) => {
  expect(() => toInvocation([], { set: [`vars.x=${number}`] }, NOTHING, "/")).toThrow(/quote it/);
  const quoted = toInvocation([], { set: [`vars.x="${number}"`] }, NOTHING, "/");
  expect(quoted.overrides.set[0]?.value).toBe(number);
});

test("--var and --set are taken apart", () => {
  const options = { var: ["a=b=c"], set: ["gate.pass_rate=0.9", "system=hi there", "thinking=null"] };
  const { overrides } = toInvocation([], options, NOTHING, "/");
  expect(overrides.vars).toEqual({ a: "b=c" });
  expect(overrides.set).toEqual([
    { path: ["gate", "pass_rate"], value: 0.9 },
    { path: ["system"], value: "hi there" },
    { path: ["thinking"], value: null },
  ]);
});

test.each([{ var: ["novalue"] }, { set: ["=x"] }])("%j means nothing", (options) => {
  expect(() => toInvocation([], options, NOTHING, "/")).toThrow(UsageError);
});

test("the key comes before the token; what looks like a secret is masked", () => {
  const values = { ANTHROPIC_API_KEY: "k", ANTHROPIC_AUTH_TOKEN: "t", MY_SECRET: "s", HOME: "/h" };
  const invocation = toInvocation([], {}, { ...NOTHING, values }, "/");
  expect(invocation.credential).toEqual({ kind: "apiKey", value: "k" });
  expect(invocation.secrets).toEqual(["k", "t", "s"]);
});

test.each([
  ["a password of .env", { DB_PASSWORD: "hunter2-hunter2" }, true, ["hunter2-hunter2"]],
  ["a long word of .env", { DB_PASSWORD: "correcthorsebatterystaple" }, true, ["correcthorsebatterystaple"]],
  ["a model", { X_KEY: "claude-haiku-5-5", Y_KEY: "eu.anthropic.claude-haiku-5-5-v1:0" }, true, []],
  ["a model of the process", { X_KEY: "claude-haiku-5-5" }, false, []],
  ["a status", { PARTITION_KEY: "completed", SORT_KEY: "not_worse_than" }, true, []],
  ["a word of the process", { SOME_PASSWORD: "completed" }, false, ["completed"]],
  [
    "a URL's user",
    { DB_URL: "pg://me:wonder%21ful@h/x" },
    true,
    ["me:wonder%21ful", "me:wonder!ful", "wonder%21ful", "wonder!ful"],
  ],
  ["headers", { OTEL_EXPORTER_OTLP_HEADERS: "x-key=ab%20c,content-type=text" }, false, ["ab%20c", "ab c"]],
  ["other names", { HOME: "/home/me", KEYBOARD: "de-latin1-nodeadkeys" }, false, []],
] as const)("A1, A9: what is a secret: %s", (_what, values, isFromFile, secrets) => {
  const fromFile = new Set(isFromFile ? Object.keys(values) : []);
  const invocation = toInvocation([], {}, { values: { ...values }, fromFile }, "/");
  expect(invocation.secrets.filter((secret) => secret !== "me")).toEqual(secrets);
});
