/** One case in a dialog: its arms side by side. */
export const CASE_VIEW: string = String.raw`
const dialog = byId("case");
let against = "";

function armArticle(item, arm) {
  const trials = item.byArm.get(arm);
  const body = make("div", {});
  const show = (index) => {
    const other = against === "" || against === arm ? null : (item.byArm.get(against) || [])[0] || null;
    body.replaceChildren(...trialView(trials[index], other));
  };
  const choose = make("select", { "aria-label": "Trial", onchange: () => show(Number(choose.value)) },
    ...trials.map((trial, index) => make("option", { value: index }, "trial " + trial.trial + ": " + outcomeOf(trial))));
  show(0);
  return make("article", {}, make("h3", {}, visible(arm)), trials.length > 1 ? choose : null, body);
}

function compareSelect(item, arms) {
  const select = make("select", { onchange: () => { against = select.value; drawCase(item); } },
    make("option", { value: "" }, "nothing"), ...arms.map((arm) => make("option", { value: arm }, visible(arm))));
  select.value = arms.includes(against) ? against : "";
  return make("label", {}, "Mark changes against ", select);
}

function stepButton(label, item, step) {
  const list = shownCases;
  const next = list[list.indexOf(item) + step];
  const isThere = list.includes(item) && next !== undefined;
  return make("button", { type: "button", disabled: !isThere, onclick: () => isThere && openCase(next) }, label);
}

function variables(item) {
  const first = trialsOf(item, "")[0];
  if (Object.keys(first.vars).length === 0) return null;
  return make("details", {}, make("summary", {}, "Variables"), textBlock(JSON.stringify(first.vars, null, 2), null));
}

function drawCase(item) {
  const arms = [...item.byArm.keys()];
  const facts = [item.file + ":" + item.line, ...item.tags, ...(item.quarantined ? ["quarantined"] : [])];
  dialog.replaceChildren(
    make("div", { class: "bar-top" },
      make("h2", { id: "case-title" }, visible(item.id)),
      stepButton("Previous", item, -1), stepButton("Next", item, 1),
      make("button", { type: "button", autofocus: true, onclick: () => dialog.close() }, "Close")),
    make("p", { class: "quiet" }, visible(facts.join(" · "))),
    ...[variables(item), arms.length > 1 ? compareSelect(item, arms) : null].filter((part) => part !== null),
    make("div", { class: "answers" }, ...arms.map((arm) => armArticle(item, arm))),
  );
}

function openCase(item) {
  view.case = item.id;
  drawCase(item);
  if (!dialog.open) dialog.showModal();
  writeAddress();
}

dialog.addEventListener("close", () => { view.case = null; writeAddress(); });
dialog.addEventListener("keydown", (event) => {
  if (event.target.matches("select, input, pre")) return;
  const index = shownCases.findIndex((item) => item.id === view.case);
  const next = event.key === "ArrowRight" ? shownCases[index + 1] : event.key === "ArrowLeft" ? shownCases[index - 1] : undefined;
  if (index >= 0 && next !== undefined) openCase(next);
});
`;
