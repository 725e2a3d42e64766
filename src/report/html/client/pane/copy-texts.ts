import type { TrialRecord } from "../../../../domain/formats/records.ts";
import { classOf } from "../../../../domain/run/trial-class.ts";
import { againCommand, type CasePlace } from "../../../words/next/again-command.ts";
import { checkName } from "../../../words/trial-notes.ts";
import type { PageSuite } from "../../page-data.ts";
import { type CaseItem, trialsOf, worstTrial } from "../cases/case-table.ts";
import { MARKS } from "../cases/trial-words.ts";

const MAX_ARMS = 6;
const MAX_CHARS = 20_000;

/**
 * The command that asks the case again, alone, of the arm that did worst on it: one that got worse before one that failed
 * before. Null where no arm was asked, and for names that no shell should be given.
 */
export function caseCommand(item: CaseItem, suite: CasePlace): string | null {
  const arm = worstArm(item);
  return arm === null ? null : againCommand(item.id, arm, suite);
}

/** The arm that did worst on a case: one that got worse before one that failed before. Null where no arm was asked. */
export function worstArm({ trialsByArm, flips }: CaseItem): string | null {
  const asked = [...trialsByArm].filter(([, trials]) => trials.some(({ status }) => status !== "skipped"));
  const worst = worstTrial(asked.flatMap(([, trials]) => trials));
  const regressed = asked.find(([arm]) => flips.get(arm) === "regressed");
  return regressed?.[0] ?? worst?.arm ?? null;
}

/** What was asked, to be tried elsewhere: the prompts as written, and the messages as sent. */
export function promptText(item: CaseItem, { prompts }: Pick<PageSuite, "prompts">): string {
  const [trial] = trialsOf(item, "");
  const written = prompts.filter(({ arms }) => arms.some((arm) => item.trialsByArm.has(arm))).map(({ text }) => text);
  const sent = trial?.turns.map(({ user }) => user) ?? [];
  return [...written, ...sent].join("\n\n---\n\n");
}

/** The case as Markdown for an issue, or for an assistant who is to mend it. */
export function failureMarkdown(item: CaseItem, suite: CasePlace & Pick<PageSuite, "name">): string {
  const arms = [...item.trialsByArm.keys()];
  const [trial] = trialsOf(item, "");
  const command = caseCommand(item, suite);
  const asked = trial?.turns.map(({ user }) => user) ?? [];
  return [
    `### ${oneLine(suite.name)}: ${oneLine(item.id)}`,
    `${oneLine(item.file)}:${item.line}`,
    ...asked.flatMap((message, index) => [`**Message${asked.length > 1 ? ` ${index + 1}` : ""}**`, fenced(message)]),
    ...arms.slice(0, MAX_ARMS).flatMap((arm) => armPart(arm, worstTrial(trialsOf(item, arm)))),
    ...(arms.length > MAX_ARMS ? [`… and ${arms.length - MAX_ARMS} more arms`] : []),
    ...(command === null ? [] : [fenced(command)]),
  ].join("\n\n");
}

function armPart(arm: string, trial: TrialRecord | null): string[] {
  if (trial === null) return [];
  const outcome = classOf(trial);
  const reasons = trial.checks
    .filter(({ verdict }) => verdict !== "pass")
    .map((check) => `- ${oneLine(checkName(check))}: ${oneLine(check.reason)}`);
  const error = trial.error === null ? [] : [`- ${oneLine(`${trial.error.type}: ${trial.error.message}`)}`];
  const list = [...reasons, ...error].join("\n");
  return [
    `**${oneLine(arm)}** ${MARKS[outcome]} ${outcome}`,
    ...(list === "" ? [] : [list]),
    ...(trial.output === null ? [] : [fenced(trial.output)]),
  ];
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

/** A text between fences that nothing in it can end. */
function fenced(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${text.slice(0, MAX_CHARS)}\n${fence}`;
}
