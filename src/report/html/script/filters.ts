/** What is shown: kept in the address, so that a view can be sent to someone. */
export const FILTERS: string = String.raw`
const OUTCOMES = [
  ["", "all"], ["notpassed", "not passed"], ["failed", "failed"], ["errored", "errored"], ["undecided", "undecided"],
  ["refused", "refused"], ["truncated", "truncated"], ["skipped", "skipped"], ["passed", "passed"],
  ["differs", "arms differ"], ["quarantined", "quarantined"],
];
const view = { suite: 0, outcome: "", arm: "", tag: "", query: "", page: 0, case: null };

function readAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  const number = (name) => Math.max(0, Math.floor(Number(given.get(name)) || 0));
  view.suite = Math.min(number("suite"), suites.length - 1);
  view.page = number("page");
  for (const name of ["outcome", "arm", "tag", "query"]) view[name] = given.get(name) || "";
  view.case = given.get("case");
}

function writeAddress() {
  const shown = new URLSearchParams();
  for (const [name, value] of Object.entries(view)) if (value) shown.set(name, value);
  const hash = "#" + shown.toString();
  if (hash !== location.hash && !(hash === "#" && location.hash === "")) history.replaceState(null, "", hash);
}

function matchesOutcome(item, outcome, arm) {
  if (outcome === "") return true;
  if (outcome === "quarantined") return item.quarantined;
  const trials = trialsOf(item, arm);
  if (outcome === "notpassed") return trials.some((trial) => outcomeOf(trial) !== "passed");
  if (outcome === "refused" || outcome === "truncated") return trials.some((trial) => endingOf(trial) === outcome);
  if (outcome === "differs") return new Set([...item.byArm.values()].map(worstOutcome)).size > 1;
  return trials.some((trial) => outcomeOf(trial) === outcome);
}

/** The cases that the filters let through. */
function filteredCases() {
  const query = view.query.trim().toLowerCase();
  return openSuite(view.suite).cases.filter(
    (item) =>
      (view.arm === "" || item.byArm.has(view.arm)) &&
      (view.tag === "" || item.tags.includes(view.tag)) &&
      matchesOutcome(item, view.outcome, view.arm) &&
      (query === "" || searchText(item).includes(query)),
  );
}

function fillSelect(id, options, value) {
  const select = byId(id);
  select.replaceChildren(...options.map(([key, label]) => make("option", { value: key }, visible(label))));
  select.value = value;
  // A single choice is none.
  select.parentElement.hidden = options.length < 2;
}

function fillFilters() {
  const suite = openSuite(view.suite);
  const named = (values) => [["", "all"], ...values.map((value) => [value, value])];
  fillSelect("suite", suites.map((one, index) => [String(index), one.name]), String(view.suite));
  fillSelect("outcome", OUTCOMES, view.outcome);
  fillSelect("arm", suite.arms.length > 1 ? named(suite.arms) : [["", "all"]], view.arm);
  fillSelect("tag", suite.tags.length > 0 ? named(suite.tags) : [["", "all"]], view.tag);
  byId("query").value = view.query;
  byId("filters").hidden = false;
}
`;
