import type { Quotation } from "../../excerpt.ts";
import type { JudgedCriterion, JudgedReason, NoReply, OpinionFault } from "../../judged.ts";
import { oneLine } from "../../one-line.ts";
import type { Say, Sentences } from "../../reason.ts";

const SHOWN = 300;

/** What a judge's replies come to. */
export const JUDGED: Sentences<Exclude<JudgedReason | OpinionFault | NoReply, Quotation>> = {
  "judge.not-asked": ({ judge }) => `${judge} was not asked`,
  "judge.whole": ({ judge, word, score, said, share }, say) => {
    const isGraded = word !== null && word !== "pass" && word !== "fail";
    const split = share === null || share.count === share.of || word === null ? "" : ` (${share.count} of ${share.of})`;
    return `${judge}: ${isGraded ? `${word}, score ${score}: ` : ""}${saidWords(said ?? word ?? "undecided", say)}${split}`;
  },
  "judge.criteria": ({ judge, criteria }, say) =>
    `${judge}: ${criteria.map((criterion) => criterionWords(criterion, say)).join("; ")}`,
  "judge.no-answer": ({ why }, say) => `the judge gave no answer: ${say(why)}`,
  "judge.not-simulated": () => "the case says no `simulate_judge` for it: add `simulate_judge: pass` to the case",
  "judge.refused": () => "the judge refused",
  "judge.cut-off": ({ stopReason }) =>
    `the judge's answer was cut off (${stopReason}): a higher \`max_tokens\` lets it finish`,
  "judge.ended": ({ stopReason }) => `the judge's answer ended with ${stopReason}`,
  "judge.not-of-form": ({ said }) => `the judge's answer is not of the form asked for: ${said}`,
  "judge.off-menu": ({ said }) => `${said} is not on the judge's menu`,
  "judge.says-nothing": () => "the judge says nothing of it",
  "judge.unsure": ({ reasoning }) => (reasoning === null ? "the judge is unsure" : `the judge is unsure: ${reasoning}`),
  "judge.quotes-nothing": () => "the judge quotes nothing",
  "judge.quote-nowhere": () => "what the judge quotes stands nowhere in what it was shown",
  "judge.quote-short": () => "what the judge quotes is no whole word of what it was shown",
  "judge.split": ({ of, counts, why }, say) => {
    const words = counts.map(({ word, count }) => `${count} ${word ?? "undecided"}`).join(", ");
    const split = SPLIT[of === "votes" ? "votes" : "panel"][counts.length === 1 ? "alike" : "apart"];
    return `${split}: ${words}${why === null ? "" : ` (${say(why)})`}`;
  },
};

/** `alike`: all are one, and decide nothing. */
const SPLIT = {
  votes: { alike: "no vote decides", apart: "the votes are split" },
  panel: { alike: "nobody of the panel decides", apart: "the panel does not agree" },
};

function criterionWords({ name, word, said }: JudgedCriterion, say: Say): string {
  if (word === "pass") return `${name} holds`;
  return `${name} ${word === null ? "is undecided" : "does not hold"}: ${saidWords(said ?? "", say)}`;
}

function saidWords(said: string | OpinionFault, say: Say): string {
  return oneLine(typeof said === "string" ? said : say(said), SHOWN);
}
