import { said } from "../../domain/diagnostics/said.ts";
import type { TextSource } from "../../domain/suite.ts";
import type { Resolving } from "../sources/resolving.ts";

const SUBJECT =
  /^(?:(?:check|decide|say|tell|judge|determine)\s+(?:if|whether)\s+)?(?:(?:the|this|an?)\s+)?(?:answer|response|output|reply|text|model|assistant|it)\s+/i;
/** How a sentence begins that names what is wrong with an answer. */
const DEFECT =
  /^(?:(?:is|are|was|gets?|being)\s+)?(?:contains?|includes?|mentions?|fails?|lacks?|lacking|misses|missing|omits?|ignores?|refuses?|invents?|hallucinat\w*|fabricat\w*|makes?\s+(?:up|false|unsupported)|leaks?|reveals?|contradicts?|violat\w*|exceeds?|does\s+not|do\s+not|doesn[’']t|did\s+not|cannot|not|no|never|without|wrong|incorrect|inaccurate|rude|toxic|harmful|offensive|biased|unsafe|vague|verbose|off[- ]topic)\b/i;
/** A rubric that says what is wanted, further on. */
const SAYS_WHAT_PASSES =
  /\b(?:pass(?:es)?|fail(?:s)?)\s+(?:if|when|only|unless)|\b(?:right|correct|good)\s+answers?\b/i;
const SHOWN_WORDS = 5;
/** As “contains” may name what is wanted, it needs a defect behind it. */
const NEUTRAL = /^(?:contains?|includes?|mentions?)\b/i;
const BAD_THING =
  /\b(?:harm\w*|error\w*|mistakes?|false|wrong|unsupported|invented|made[- ]up|hallucinat\w*|toxic\w*|offensive|slurs?|insults?|bias\w*|secrets?|personal\s+data|profanit\w*|jargon|filler|typos?|contradict\w*)\b/i;

/** Warns of a rubric that begins like a defect: whether having it passes or fails would be the judge's guess. */
export function reportPolarity({ text, place }: TextSource, at: Resolving): void {
  const [first = ""] = text.trim().split(/(?<=[.!?])\s|\n/);
  const start = first.replace(SUBJECT, "");
  if (!DEFECT.test(start) || SAYS_WHAT_PASSES.test(text)) return;
  if (NEUTRAL.test(start) && !BAD_THING.test(first)) return;
  const words = first.split(/\s+/).slice(0, SHOWN_WORDS).join(" ");
  at.reportAt(place, { severity: "warning", ...said("doubtful-judge", { start: words }) });
}
