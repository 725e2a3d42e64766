import { inert } from "../../base/inert.ts";
import { createMask } from "../../base/mask.ts";
import { printable } from "../../base/printable.ts";
import type { UsageError } from "../arguments/usage-error.ts";
import { errorLine } from "./error-line.ts";

/** What is wrong with the command line, as lines for stderr, and the next step. What was typed may be a key. */
export function usageErrorLines({ message, hint }: UsageError): string {
  const text = [errorLine(message), ...(hint === null ? [] : [hint])].join("\n");
  return `${inert(printable(createMask([])(text)))}\n`;
}
