import { usage } from "../../domain/diagnostics/usage.ts";
import { UnexpectedValue } from "./worded-command.ts";

const DAY_MS = 86_400_000;

/** An age as an option has it (`30d`), in milliseconds. */
export function age(text: string): number {
  const days = /^(\d{1,5})d$/.exec(text)?.[1];
  if (days === undefined) throw new UnexpectedValue(usage("age"));
  return Number(days) * DAY_MS;
}
