/** The data of the page: cases with their trials by arm, in the order of the plan. */
export const MODEL: string = String.raw`
const data = JSON.parse(byId("data").textContent);
const MARKS = { passed: "✓", failed: "✗", undecided: "?", errored: "!", skipped: "–" };
// The worst of several trials is what a cell is coloured by.
const WORST_FIRST = ["failed", "errored", "undecided", "skipped", "passed"];

function outcomeOf(trial) {
  if (trial.status !== "completed") return trial.status;
  return trial.verdict === "pass" ? "passed" : trial.verdict === "fail" ? "failed" : "undecided";
}

function endingOf(trial) {
  return trial.ending === "refusal" ? "refused" : trial.ending === "truncated" ? "truncated" : null;
}

/** The cases of a suite: { id, tags, file, line, quarantined, byArm: Map of arm to trials }. */
function casesOf(suite) {
  const cases = new Map();
  for (const trial of suite.trials) {
    let item = cases.get(trial.case);
    if (item === undefined) {
      const { tags, location, quarantined } = trial;
      item = { id: trial.case, tags, file: location.file, line: location.line, quarantined, byArm: new Map(), text: null };
      cases.set(trial.case, item);
    }
    if (!item.byArm.has(trial.arm)) item.byArm.set(trial.arm, []);
    item.byArm.get(trial.arm).push(trial);
  }
  return [...cases.values()];
}

const suites = data.suites.map((suite) => ({ name: suite.name, arms: suite.arms, source: suite, cases: null, tags: null }));

/** A suite with its cases grouped: done when it is first shown. */
function openSuite(index) {
  const suite = suites[index];
  if (suite.cases === null) {
    suite.cases = casesOf(suite.source);
    suite.tags = [...new Set(suite.cases.flatMap((item) => item.tags))].sort();
    const known = new Set(suite.arms);
    for (const item of suite.cases) for (const arm of item.byArm.keys()) known.add(arm);
    suite.arms = [...known];
  }
  return suite;
}

function trialsOf(item, arm) {
  return arm === "" ? [...item.byArm.values()].flat() : item.byArm.get(arm) || [];
}

function worstOutcome(trials) {
  const outcomes = new Set(trials.map(outcomeOf));
  return WORST_FIRST.find((outcome) => outcomes.has(outcome)) || "none";
}

/** What a search looks at, in lower case, made when first needed. */
function searchText(item) {
  if (item.text === null) {
    const parts = [item.id, ...item.tags];
    for (const trial of trialsOf(item, "")) {
      if (trial.output !== null) parts.push(trial.output);
      for (const check of trial.checks) if (check.verdict !== "pass") parts.push(check.reason);
      if (trial.error !== null) parts.push(trial.error.type, trial.error.message);
    }
    item.text = parts.join("\n").toLowerCase();
  }
  return item.text;
}
`;
