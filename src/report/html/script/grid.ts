/** The grid of cases by arms, a page at a time, and the start of everything. */
export const GRID: string = String.raw`
const PAGE_SIZE = 100;
// Without all trials here, nobody can tell whether one that is missing was run.
const NO_TRIAL = data.left_out > 0 ? "not on this page" : "not run";
let shownCases = [];

function gridCell(trials) {
  const outcome = worstOutcome(trials);
  const passed = trials.filter((trial) => outcomeOf(trial) === "passed").length;
  const mark = MARKS[outcome] || " ";
  const words = trials.length === 0 ? NO_TRIAL : trials.length === 1 ? [outcome, endingOf(trials[0])].filter(Boolean).join(", ") : passed + " of " + trials.length + " passed, worst: " + outcome;
  const shown = trials.length > 1 ? mark + " " + passed + "/" + trials.length : mark;
  return make("td", {}, make("span", { class: "cell " + outcome, title: words },
    make("span", { "aria-hidden": "true" }, shown), make("span", { class: "hidden" }, words)));
}

function gridRow(item, arms) {
  const open = make("button", { type: "button", class: "case", onclick: () => openCase(item) }, visible(item.id));
  return make("tr", {}, make("th", { scope: "row" }, open), ...arms.map((arm) => gridCell(item.byArm.get(arm) || [])));
}

function drawPager(pages) {
  const turn = (step) => () => { view.page += step; drawGrid(); byId("grid").focus(); };
  if (pages < 2) return byId("pager").replaceChildren();
  byId("pager").replaceChildren(
    make("button", { type: "button", disabled: view.page === 0, onclick: turn(-1) }, "Previous page"),
    make("span", {}, "page " + (view.page + 1) + " of " + pages),
    make("button", { type: "button", disabled: view.page === pages - 1, onclick: turn(1) }, "Next page"),
  );
}

function drawGrid() {
  const suite = openSuite(view.suite);
  const arms = view.arm === "" ? suite.arms : [view.arm];
  shownCases = filteredCases();
  const pages = Math.max(1, Math.ceil(shownCases.length / PAGE_SIZE));
  view.page = Math.min(view.page, pages - 1);
  const head = ["case", ...arms].map((title) => make("th", { scope: "col" }, visible(title)));
  const rows = shownCases.slice(view.page * PAGE_SIZE, (view.page + 1) * PAGE_SIZE).map((item) => gridRow(item, arms));
  byId("grid").replaceChildren(make("table", {}, make("caption", {}, "Cases and arms"),
    make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...rows)));
  byId("count").textContent = shownCases.length + " of " + counted(suite.cases.length, "case") +
    (data.left_out > 0 ? "; " + counted(data.left_out, "trial") + " of the run left out of this page" : "");
  drawPager(pages);
  writeAddress();
}

function draw() {
  fillFilters();
  drawGrid();
}

function showAddress() {
  readAddress();
  draw();
  const item = view.case === null ? undefined : openSuite(view.suite).cases.find((one) => one.id === view.case);
  if (item !== undefined) openCase(item);
  else if (dialog.open) dialog.close();
}

function listen(id, type, change) {
  byId(id).addEventListener(type, (event) => { change(event.target.value); view.page = 0; drawGrid(); });
}

listen("outcome", "change", (value) => { view.outcome = value; });
listen("arm", "change", (value) => { view.arm = value; });
listen("tag", "change", (value) => { view.tag = value; });
byId("suite").addEventListener("change", (event) => {
  Object.assign(view, { suite: Number(event.target.value), arm: "", tag: "", page: 0 });
  draw();
});
let typing = 0;
byId("query").addEventListener("input", (event) => {
  clearTimeout(typing);
  typing = setTimeout(() => { view.query = event.target.value; view.page = 0; drawGrid(); }, 150);
});
byId("filters").addEventListener("submit", (event) => event.preventDefault());
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || dialog.open || event.target.matches("input, select")) return;
  event.preventDefault();
  byId("query").focus();
});
// The link that skips to the cases is no view.
addEventListener("hashchange", () => { if (location.hash !== "#cases") showAddress(); });
if (suites.length > 0) showAddress();
`;
