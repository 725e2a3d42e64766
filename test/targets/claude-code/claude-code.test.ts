import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import type { SimulatedReply } from "../../../src/domain/run/provider.ts";
import type { JsonObject } from "../../../src/domain/values/json.ts";
import type { ClaudeCodeTarget, TargetContext, TargetReply, TargetSession } from "../../../src/domain/run/target.ts";
import { claudeCodeOpener } from "../../../src/targets/claude-code/open-claude-code.ts";
import { withUpstream } from "../../helpers/metered.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const STAND_IN = join(import.meta.dirname, "../../fixtures/claude-code");
const NOTHING: SimulatedReply = { text: null, toolUse: [], stopReason: null, usage: null, error: null };

/** Loads the skill that it is offered, then answers; without one it answers at once, saying what it was told before. */
function answer({ messages, tools, system = null }: JsonObject): SimulatedReply {
  const all = Array.isArray(messages) ? (messages as readonly JsonObject[]) : []; // the API has let it through
  const offered = JSON.stringify(tools ?? []);
  if (JSON.stringify(all.at(-1) ?? null).includes("tool_result")) return { ...NOTHING, text: "triaged: billing" };
  if (!offered.includes('"Skill"'))
    return { ...NOTHING, text: `${all.length} messages, system ${JSON.stringify(system)}` };
  return { ...NOTHING, toolUse: [{ name: "Skill", input: { skill: "triage" } }], stopReason: "tool_use" };
}

const targetOf = (more: Partial<ClaudeCodeTarget> = {}): ClaudeCodeTarget => ({
  kind: "claude_code",
  name: "code",
  isMetered: true,
  workers: 1,
  concurrent: 1,
  sources: [],
  baseDir: "/",
  skills: [],
  workspace: null,
  maxTurns: 5,
  model: "claude-haiku-4-5",
  allowedTools: [],
  env: {},
  ...more,
});

// Others may be at work in the machine's folder for such copies.
const copies = mkdtempSync(join(tmpdir(), "claude-code-"));
beforeAll(() => void vi.stubEnv("TMPDIR", copies));
afterEach(() => expect(readdirSync(copies).filter((name) => name.startsWith("prompt-run-claude-"))).toEqual([]));
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(copies, { recursive: true });
});

async function opened(
  target: ClaudeCodeTarget,
  use: (
    ask: (
      input: string,
      more?: { turn?: number; session?: string; signal?: AbortSignal; system?: string },
    ) => Promise<TargetReply>,
  ) => Promise<void>,
  path: string = STAND_IN,
): Promise<void> {
  await withUpstream({ answer }, async ({ server }) => {
    const env = { PATH: [path, process.env["PATH"] ?? ""].join(delimiter) };
    const worker = { baseUrl: server.url, apiKey: "stand-in", env, valueOf: () => null };
    const open = await claudeCodeOpener()(target, worker);
    if (open.status === "failed") throw new Error(open.message);
    const session: TargetSession = open.session;
    try {
      await use((input, { turn = 1, session: name = "t1", signal = new AbortController().signal, system } = {}) => {
        const context: TargetContext = {
          vars: {},
          signal,
          session: name,
          baseUrl: server.url,
          apiKey: "stand-in",
          deadlineMs: 10_000,
        };
        const asked = { input, system: system ?? null, messages: [{ role: "user", content: input }], turn };
        return session.ask({ ...asked, caseId: "c", armId: "a", trial: 1 }, context);
      });
    } finally {
      await session.close();
    }
  });
}

/** A folder with a shell script in place of Claude Code. */
function fakeClaude(script: string): string {
  const folder = temporaryProject({ claude: `#!/bin/sh\n${script}\n` });
  chmodSync(join(folder, "claude"), 0o755);
  return folder;
}

describe("claude -p as a target", () => {
  test("with a skill in the copy of its workspace: the call of the tool and the answer; its own sums are left to the meter", async () => {
    const folder = temporaryProject({ "repo/a.txt": "a", "skills/triage/SKILL.md": "---\nname: triage\n---\n" });
    const target = targetOf({ skills: [join(folder, "skills/triage")], workspace: join(folder, "repo") });
    await opened(target, async (ask) => {
      expect(await ask("what is it?")).toEqual({
        status: "answered",
        answer: {
          content: [
            { type: "text", text: "triaged: billing" },
            { type: "tool_use", id: expect.any(String), name: "Skill", input: { skill: "triage" } },
          ],
          usage: null,
          costUsd: null,
        },
      });
    });
    expect(existsSync(join(folder, "repo/.claude"))).toBe(false);
  });
  test("a later turn goes on with the conversation, another trial begins anew, and the system prompt goes along", async () => {
    await opened(targetOf(), async (ask) => {
      const text = async (reply: Promise<TargetReply>): Promise<unknown> => {
        const done = await reply;
        return done.status === "answered" ? done.answer.content[0]?.["text"] : done.message;
      };
      expect(await text(ask("one"))).toBe("1 messages, system null");
      expect(await text(ask("two", { turn: 2, system: "be brief" }))).toBe('3 messages, system "be brief"');
      expect(await text(ask("one", { session: "t2" }))).toBe("1 messages, system null");
      expect(await ask("two", { turn: 2, session: "never begun" })).toMatchObject({
        status: "failed",
        retryable: true,
      });
    });
  });
  test.each([
    ["fail: max turns", "Claude Code ended with error_max_turns after 5 turns"],
    ["print: noise", "Claude Code wrote what is no line of its stream: Warning: something"],
    ["exit: 3", "code: Claude Code ended without a result (exit 3); its stderr: it broke"],
  ])("%s is no answer", async (input, message) => {
    await opened(targetOf(), async (ask) => expect(await ask(input)).toMatchObject({ status: "failed", message }));
  });
  test("one that hangs is ended when its time is over", async () => {
    await opened(targetOf(), async (ask) => {
      const reply = await ask("hang", { signal: AbortSignal.timeout(300) });
      expect(reply).toMatchObject({ status: "failed", message: "code: Claude Code ended without a result (SIGTERM)" });
    });
  });
  const FINE = '{"type":"result","subtype":"success","is_error":false,"result":"fine","session_id":"s"}';
  const fakes: readonly (readonly [what: string, script: string, message: RegExp])[] = [
    [
      "exits 139 behind a success",
      `cat >/dev/null; echo '${FINE}'; echo segfault >&2; exit 139`,
      /broke down \(exit 139\); its stderr: segfault/,
    ],
    ["exits 1 behind a success", `echo '${FINE}'; exit 1`, /broke down \(exit 1\)/],
    ["is killed behind a success", `echo '${FINE}'; kill -9 $$`, /broke down \(SIGKILL\)/],
    [
      "says behind a success that it failed",
      `echo '${FINE}'; echo '${FINE.replace("false", "true")}'`,
      /ended with an error: fine/,
    ],
  ];
  test.each(fakes)("attack 10: one that %s gave no answer", async (_, script, message) => {
    const use: Parameters<typeof opened>[1] = async (ask) =>
      expect(await ask("x")).toMatchObject({ status: "failed", message: expect.stringMatching(message) });
    await opened(targetOf({ isMetered: false }), use, fakeClaude(script));
  });
  test("attack 15: one that does not hear SIGTERM is killed", async () => {
    const use: Parameters<typeof opened>[1] = async (ask) => {
      const reply = await ask("x", { signal: AbortSignal.timeout(300) });
      expect(reply).toMatchObject({ status: "failed", message: "code: Claude Code ended without a result (SIGKILL)" });
    };
    await opened(targetOf(), use, fakeClaude('trap "" TERM; while :; do sleep 1; done'));
  });
  test.each(["stdout", "stderr"])(
    "attack 15: one that writes to %s without end is ended while it writes",
    async (stream) => {
      const hole = `dd if=/dev/zero bs=1 count=1 seek=80000000 of=/dev/fd/${stream === "stdout" ? 1 : 2} conv=notrunc status=none`;
      const use: Parameters<typeof opened>[1] = async (ask) =>
        expect(await ask("x")).toMatchObject({ status: "failed", message: "code wrote more than 64 MB" });
      await opened(targetOf(), use, fakeClaude(`${hole}; exec sleep 60`));
    },
  );
  test("no Claude Code on PATH: how to get it", async () => {
    const empty = temporaryProject({});
    const worker = { baseUrl: null, apiKey: null, env: { PATH: empty }, valueOf: () => null };
    const open = await claudeCodeOpener()(targetOf(), worker);
    if (open.status === "failed") throw new Error(open.message);
    const context = {
      vars: {},
      signal: new AbortController().signal,
      session: "s",
      baseUrl: null,
      apiKey: null,
      deadlineMs: 1000,
    };
    const turn = { input: "x", system: null, messages: [], turn: 1, caseId: "c", armId: "a", trial: 1 };
    expect(await open.session.ask(turn, context)).toMatchObject({
      status: "failed",
      message:
        "there is no command `claude`: `claude_code` needs Claude Code on PATH (npm install -g @anthropic-ai/claude-code)",
    });
    await open.session.close();
  });
  test.each([
    ["no workspace there", { workspace: "/nowhere/at/all" }, /its workspace cannot be copied: ENOENT/],
    ["no skill there", { skills: [tmpdir()] }, /is no skill: it has no SKILL\.md/],
    ["two skills of one name", { skills: ["/a/x", "/b/x"] }, /two skills are called x/],
  ])("%s", async (_, more, words) => {
    await opened(targetOf(more), async (ask) => {
      expect(await ask("x")).toMatchObject({ status: "failed", message: expect.stringMatching(words) });
    });
  });
});
