import { formatCount, formatMs, formatNumber, formatUsd, plural } from "../../../base/figures.ts";
import type {
  AttemptRecord,
  CheckRecord,
  ToolCallRecord,
  TrialRecord,
  TurnRecord,
} from "../../../domain/formats/records.ts";
import { checkName, classOf, endingWord } from "../../words/trial-notes.ts";
import type { TrialClass } from "../../words/trial-notes.ts";
import { type Child, element, facts, folded } from "./elements.ts";
import { textBlock } from "./text-block.ts";

/** An outcome's mark, so that no reader depends on its colour. */
export const MARKS: Readonly<Record<TrialClass, string>> = {
  passed: "✓",
  failed: "✗",
  undecided: "?",
  errored: "!",
  skipped: "–",
};

const CHECK_CLASSES = { pass: "passed", fail: "failed", undecided: "undecided" } as const;

/** An outcome as a coloured word with its mark. */
export function outcomeChip(outcome: TrialClass): HTMLElement {
  return element("span", { class: `chip ${outcome}` }, `${MARKS[outcome]} ${outcome}`);
}

/**
 * One trial: outcome, checks, messages and answers, timings, attempts. Its answers are compared with those of
 * `against`, if there is one; a first message that is `told` already is not repeated.
 */
export function trialView(trial: TrialRecord, against: TrialRecord | null, told: string | null): Child[] {
  const ending = endingWord(trial);
  const words = [ending, trial.reused ? "reused" : null, trial.quarantined ? "quarantined" : null];
  const beside = words.filter((word) => word !== null).join(" · ");
  return [
    element("p", { class: "outcome" }, outcomeChip(classOf(trial)), beside === "" ? null : ` ${beside}`),
    troubleText(trial),
    checkList(trial.checks.filter(({ verdict }) => verdict !== "pass")),
    ...conversation(trial, against, told),
    passedChecks(trial.checks.filter(({ verdict }) => verdict === "pass")),
    facts([
      ["cost", formatUsd(trial.cost_usd)],
      ["latency", formatMs(trial.latency_ms)],
      ["first token", formatMs(trial.ttft_ms)],
      ["tokens", `${formatCount(promptTokens(trial))} → ${formatCount(trial.usage.output_tokens)}`],
      ["score", trial.score === null ? null : formatNumber(trial.score)],
      ["queued", trial.queued_ms === null ? null : formatMs(trial.queued_ms)],
      ["stop reason", trial.stop_reason],
      ["served by", trial.model_served],
    ]),
    attemptTable(trial.attempts),
  ];
}

function promptTokens({ usage }: TrialRecord): number {
  const { input_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens } = usage;
  return input_tokens + cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens;
}

/** Why there is no answer. */
function troubleText({ status, status_reason: reason, error }: TrialRecord): HTMLElement | null {
  if (status === "skipped") return element("p", { class: "bad" }, `Skipped: ${reason ?? "for an unknown reason"}`);
  if (status !== "errored") return null;
  if (error === null) return element("p", { class: "bad" }, reason ?? "No answer, for an unknown reason");
  const http = error.status === null ? "" : `HTTP ${error.status} `;
  return element("p", { class: "bad" }, `${http}${error.type}: ${error.message}`);
}

function checkList(checks: readonly CheckRecord[]): HTMLElement | null {
  if (checks.length === 0) return null;
  return element("ul", { class: "checks", "aria-label": "Checks" }, ...checks.map(checkItem));
}

/** What passed is no news where something did not. */
function passedChecks(checks: readonly CheckRecord[]): HTMLElement | null {
  return checks.length === 0 ? null : folded(`${plural(checks.length, "check")} passed`, false, checkList(checks));
}

function checkItem(check: CheckRecord): HTMLElement {
  const outcome = CHECK_CLASSES[check.verdict];
  const weight = check.weight === 1 ? "" : `, weight ${check.weight}`;
  const role = check.required ? weight : `, optional${weight}`;
  return element(
    "li",
    {},
    outcomeChip(outcome),
    element("span", { class: "check-name" }, checkName(check) + role),
    element("span", { class: "reason" }, check.reason),
  );
}

/** Messages and answers in turn. */
function conversation(trial: TrialRecord, against: TrialRecord | null, told: string | null): Child[] {
  if (trial.turns.length > 0) {
    return trial.turns.flatMap((turn, index) => turnParts(turn, index, { trial, against, told }));
  }
  if (trial.output === null) {
    const isCut = trial.status === "completed";
    return isCut ? [element("p", { class: "quiet" }, "The answer is left out of this page.")] : [];
  }
  const other = against === null ? null : (against.output ?? "");
  return [element("h4", {}, "Answer"), textBlock(trial.output, "Answer", other)];
}

interface TurnContext {
  readonly trial: TrialRecord;
  readonly against: TrialRecord | null;
  readonly told: string | null;
}

function turnParts(turn: TurnRecord, index: number, { trial, against, told }: TurnContext): Child[] {
  const number = trial.turns.length > 1 ? ` ${index + 1}` : "";
  const isTold = index === 0 && turn.user === told;
  const other = against === null ? null : (against.turns[index]?.output ?? "");
  const message = isTold ? [] : [element("h4", {}, `Message${number}`), textBlock(turn.user, `Message${number}`)];
  const timing = trial.turns.length > 1 ? turnFacts(turn) : null;
  return [
    ...message,
    element("h4", {}, `Answer${number}`),
    textBlock(turn.output, `Answer${number}`, other),
    timing,
    ...turn.tool_calls.map(toolCall),
  ];
}

function turnFacts({ latency_ms: latency, ttft_ms: ttft, cost_usd: cost, ending }: TurnRecord): HTMLElement {
  return facts([
    ["latency", formatMs(latency)],
    ["first token", formatMs(ttft)],
    ["cost", formatUsd(cost)],
    ["ended", ending],
  ]);
}

function toolCall({ name, input, by, server_name: server, error }: ToolCallRecord): HTMLElement {
  const ran = by === "mcp" ? ` (MCP server ${server ?? "unnamed"})` : by === "server" ? " (server tool)" : "";
  const call = element("div", { class: "call" }, element("h4", {}, `Calls ${name}${ran}`));
  call.append(textBlock(JSON.stringify(input, null, 2) ?? "", `Input of ${name}`));
  if (error !== undefined) call.append(element("p", {}, `It failed: ${error}`));
  return call;
}

function attemptTable(attempts: readonly AttemptRecord[]): HTMLElement | null {
  if (attempts.length === 0) return null;
  const head = ["at", "status", "error", "waited before"].map((title) => element("th", { scope: "col" }, title));
  const rows = attempts.map(({ at, status, error, waited_ms: waitedMs }) =>
    element(
      "tr",
      {},
      ...[at, status === null ? "–" : String(status), error ?? "", formatMs(waitedMs)].map((cell) =>
        element("td", {}, cell),
      ),
    ),
  );
  const table = element("table", {}, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...rows));
  const scroll = element("div", { class: "scroll", tabindex: 0, role: "group", "aria-label": "Attempts" }, table);
  return folded(plural(attempts.length, "attempt"), attempts.length > 1, scroll);
}
