/** A suite of numbered cases for the simulator: which of them fail, what its prompt says, and what stands at its end. */
export interface SimulatedSuite {
  readonly name?: string;
  readonly cases: number;
  /** The first so many cases are answered wrongly. */
  readonly failing?: number;
  readonly prompt?: string;
  /** Case numbers that ask something else than they would. */
  readonly changed?: readonly number[];
  /** Further top-level keys. */
  readonly rest?: string;
}

/** The YAML of a simulated suite with one arm: ids c000 …, each expecting "yes". */
export function simulatedSuite(suite: SimulatedSuite): string {
  const { name = "triage", failing = 0, prompt = "Say yes to {{ m }}", changed = [], rest = "" } = suite;
  const cases = Array.from({ length: suite.cases }, (_, n) => {
    const id = `c${String(n).padStart(3, "0")}`;
    const vars = `{ m: "${changed.includes(n) ? "other " : ""}${id}" }`;
    return `  - { id: ${id}, vars: ${vars}, simulate: ${n < failing ? "not today" : "yes"} }`;
  });
  return [
    `name: ${name}`,
    "model: claude-haiku-5-5",
    `prompt: ${JSON.stringify(prompt)}`,
    "expect: [{ contains: yes }]",
    "cases:",
    ...cases,
    rest,
  ].join("\n");
}
