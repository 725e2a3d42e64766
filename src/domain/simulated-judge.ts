/** What a judge is simulated with, beside a bare verdict, a list by trial and a whole reply: `truth` draws from the judge's error rates. */
export const OPINION_KEYS: readonly string[] = [
  "verdict",
  "evidence",
  "reasoning",
  "criteria",
  "truth",
  "arms",
  "votes",
];
