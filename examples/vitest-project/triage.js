/** The function under test: it stands for an application that would ask Claude. */
export function triage({ input }) {
  if (/money back|refund/i.test(input)) return "refunds";
  return /invoice|charged/i.test(input) ? "billing" : "other";
}
