import { inert } from "../../base/inert.ts";
import { printableLine } from "../../base/printable.ts";
import { createStyle, type Style, type Tone } from "../../base/style.ts";
import type { DoctorFinding } from "../../pipeline/commands/doctor/finding.ts";
import { wallClock } from "../../host/wall-clock.ts";
import { EXIT } from "../../domain/exit-code.ts";
import type { GivenOptions } from "../arguments/invocation.ts";
import { wrapProse } from "../terminal/message-line.ts";
import type { Output } from "../terminal/output.ts";
import { prepareCommand } from "../opened/prepare.ts";

/** `prompt-run doctor`: what a run needs, looked at one by one. Exit 2 when something is wrong. */
export async function doctorCommand(options: GivenOptions): Promise<number> {
  const { invocation, output, mask, tell } = prepareCommand([], options);
  const { examine } = await import("../../pipeline/commands/doctor/doctor.ts");
  const style = createStyle(output.color);
  const hooks = { nodeVersion: process.versions.node, clock: wallClock, log: tell };
  let lastHint: string | null = null;
  let isWell = true;
  for await (const finding of examine(invocation, hooks)) {
    isWell &&= finding.status !== "error";
    if (lastHint !== null && lastHint !== finding.hint) await output.report(helpLine(lastHint, style, output));
    const { status, subject } = finding;
    const message = inert(printableLine(mask(finding.message)));
    await output.report(findingLine({ status, subject, message }, style, output));
    lastHint = finding.hint;
  }
  if (lastHint !== null) await output.report(helpLine(lastHint, style, output));
  return isWell ? EXIT.ok : EXIT.wrongInput;
}

const MARKS: Readonly<Record<DoctorFinding["status"], readonly [tone: Tone, mark: string]>> = {
  ok: ["good", "✓"],
  warning: ["unsure", "!"],
  error: ["bad", "✗"],
};

type Screen = Pick<Output, "columns" | "isTerminal">;

const LABEL_CELLS = 13;
const LEAST_CELLS = 20;

interface ShownFinding extends Pick<DoctorFinding, "status"> {
  readonly subject: string;
  /** With nothing in it that a terminal takes for a command. */
  readonly message: string;
}

function findingLine({ status, subject, message }: ShownFinding, style: Style, screen: Screen): string {
  const [tone, mark] = MARKS[status];
  return `${style(tone, mark)} ${subject.padEnd(10)} ${hanging(message, screen).join("\n")}\n`;
}

/** A text behind a label, its later lines below its first. */
function hanging(text: string, { columns, isTerminal }: Screen): string[] {
  const lines = isTerminal ? wrapProse(text, Math.max(LEAST_CELLS, columns - LABEL_CELLS)) : [text];
  return lines.map((line, index) => (index === 0 ? line : " ".repeat(LABEL_CELLS) + line.trimStart()));
}

/** Findings with the same next step share one line of it. */
function helpLine(hint: string, style: Style, screen: Screen): string {
  const lines = hanging(`= help: ${hint}`, screen);
  return `${lines.map((line, index) => style("quiet", index === 0 ? " ".repeat(LABEL_CELLS) + line : line)).join("\n")}\n`;
}
