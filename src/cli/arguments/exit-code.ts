/** Exit codes: a contract (design §6). */
export const EXIT = {
  ok: 0,
  failed: 1,
  wrongInput: 2,
  incomplete: 3,
  overBudget: 4,
  inconclusive: 5,
  pending: 6,
  bug: 70,
  interrupted: 130,
  terminated: 143,
} as const;
