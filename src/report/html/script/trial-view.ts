/** One trial: its answer, checks, turns, attempts and timings. */
export const TRIAL_VIEW: string = String.raw`
const LONG = 20000;

/** A text as it is, or with what changed against another text marked. */
function textBlock(text, against) {
  const block = make("pre", { tabindex: "0", dir: "auto" });
  const fill = (part) => {
    const parts = against === null ? null : wordDiff(against, part);
    if (parts === null) return block.replaceChildren(visible(part));
    const tags = { removed: "del", added: "ins" };
    block.replaceChildren(...parts.map(([kind, run]) => (kind === "same" ? visible(run) : make(tags[kind], {}, visible(run)))));
  };
  fill(text.length > LONG ? text.slice(0, LONG) : text);
  if (text.length <= LONG) return block;
  const more = make("button", { type: "button", onclick: () => { fill(text); more.remove(); } },
    "Show all " + text.length + " characters");
  return make("div", {}, block, more);
}

function trialFacts(trial) {
  const tokens = trial.usage.input_tokens + trial.usage.cache_read_tokens + trial.usage.cache_write_5m_tokens +
    trial.usage.cache_write_1h_tokens;
  return [
    trial.score === null ? null : "score " + Number(trial.score.toFixed(3)),
    endingOf(trial) === "refused" && trial.refusal_category ? "refused: " + trial.refusal_category : endingOf(trial),
    trial.stop_reason === null ? null : "stop reason " + trial.stop_reason,
    usd(trial.cost_usd) + (trial.cost_usd === null ? " cost" : ""),
    "latency " + ms(trial.latency_ms),
    "first token " + ms(trial.ttft_ms),
    tokens + " → " + trial.usage.output_tokens + " tokens",
    trial.model_served,
    trial.reused ? "reused" : null,
    trial.quarantined ? "quarantined" : null,
  ].filter((fact) => fact !== null);
}

function checkItem(check) {
  const outcome = { pass: "passed", fail: "failed", undecided: "undecided" }[check.verdict];
  const name = check.name === null || check.name === check.type ? check.type : check.name + " (" + check.type + ")";
  const turn = check.turn === null ? "" : ", turn " + check.turn;
  const optional = check.required ? "" : ", optional";
  return make("li", {}, make("span", { class: "cell " + outcome }, MARKS[outcome] + " " + outcome), " ",
    make("code", {}, visible(name) + turn + optional), ": " + visible(check.reason));
}

function turnParts(trial, against) {
  if (trial.turns.length === 0) {
    if (trial.output === null) return trial.status === "completed" ? [make("p", { class: "quiet" }, "The answer is left out of this page.")] : [];
    return [make("h4", {}, "Answer"), textBlock(trial.output, against === null ? null : against.output || "")];
  }
  return trial.turns.flatMap((turn, index) => {
    const title = trial.turns.length > 1 ? " " + (index + 1) : "";
    const other = against === null ? null : (against.turns[index] || { output: "" }).output;
    return [
      make("details", {}, make("summary", {}, "Message" + title), textBlock(turn.user, null)),
      make("h4", {}, "Answer" + title),
      textBlock(turn.output, other),
      ...(turn.tool_calls.length === 0 ? [] : [make("h4", {}, "Tool calls" + title), textBlock(JSON.stringify(turn.tool_calls, null, 2), null)]),
    ];
  });
}

function attemptsPart(trial) {
  if (trial.attempts.length === 0) return null;
  const rows = trial.attempts.map((attempt, index) => make("tr", {}, make("th", { scope: "row" }, String(index + 1)),
    make("td", {}, visible(attempt.at)), make("td", {}, attempt.status === null ? "–" : String(attempt.status)),
    make("td", {}, visible(attempt.error || "")), make("td", {}, ms(attempt.waited_ms))));
  const head = ["attempt", "at", "status", "error", "waited before"].map((title) => make("th", { scope: "col" }, title));
  const table = make("table", {}, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...rows));
  return make("details", {}, make("summary", {}, counted(trial.attempts.length, "attempt")), make("div", { class: "scroll", tabindex: "0" }, table));
}

/** A trial; its answers are compared with those of the trial "against", if there is one. */
function trialView(trial, against) {
  const outcome = outcomeOf(trial);
  const error = trial.error === null ? trial.status === "skipped" ? trial.status_reason : null
    : (trial.error.status === null ? "" : "HTTP " + trial.error.status + " ") + trial.error.type + ": " + trial.error.message;
  return [
    make("p", {}, make("span", { class: "cell " + outcome }, MARKS[outcome] + " " + outcome), " " + visible(trialFacts(trial).join(" · "))),
    error === null ? null : make("p", { class: "bad" }, visible(error)),
    trial.checks.length === 0 ? null : make("ul", { class: "checks" }, ...trial.checks.map(checkItem)),
    ...turnParts(trial, against),
    attemptsPart(trial),
  ].filter((part) => part !== null);
}
`;
