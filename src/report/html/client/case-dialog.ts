import type { TrialRecord } from "../../../domain/formats/records.ts";
import { classOf } from "../../words/trial-notes.ts";
import type { PageComparison, PageSuite } from "../page-data.ts";
import { requestPart, sharedMessage } from "./case-request.ts";
import { type CaseItem, trialsOf } from "./case-table.ts";
import { button, byId, element, facts, folded, nodes, options } from "./elements.ts";
import { trialView } from "./trial-view.ts";

const FLIP_WORDS = { regressed: "▼ regressed", improved: "▲ improved" } as const;

/** What the dialog asks of the page. */
export interface DialogHost {
  /** The case `steps` further down the list; null at its ends. */
  neighbour(item: CaseItem, steps: number): CaseItem | null;
  show(item: CaseItem): void;
  closed(): void;
}

/** One case: its request, and its answers side by side. */
export class CaseDialog {
  readonly #dialog = byId("case", HTMLDialogElement);
  readonly #title = element("h2", { id: "case-title", tabindex: -1 });
  readonly #body = element("div", { class: "case-body" });
  readonly #host: DialogHost;
  readonly #previous: HTMLButtonElement;
  readonly #next: HTMLButtonElement;
  #shown: { readonly item: CaseItem; readonly suite: PageSuite } | null = null;

  constructor(host: DialogHost) {
    this.#host = host;
    this.#previous = button("Previous", { class: "step" }, () => this.#step(-1));
    this.#next = button("Next", { class: "step" }, () => this.#step(1));
    const close = button("Close", {}, () => this.#dialog.close());
    const bar = element("div", { class: "case-bar" }, this.#title, this.#previous, this.#next, close);
    this.#dialog.replaceChildren(bar, this.#body);
    this.#dialog.addEventListener("close", () => {
      this.#shown = null;
      host.closed();
    });
    this.#dialog.addEventListener("keydown", (event) => this.#onKey(event));
  }

  /** Shows a case, and of its arms `arm` first, unless that is empty. */
  open(item: CaseItem, suite: PageSuite, arm: string): void {
    const isNew = this.#shown?.item !== item;
    this.#shown = { item, suite };
    if (isNew) this.#draw(item, suite, defaultAgainst(item, suite));
    this.#previous.disabled = this.#host.neighbour(item, -1) === null;
    this.#next.disabled = this.#host.neighbour(item, 1) === null;
    if (!this.#dialog.open) {
      this.#dialog.showModal();
      this.#title.focus();
    }
    const columns = [...this.#body.querySelectorAll("article")];
    const column = columns.find(({ dataset }) => dataset["arm"] === arm);
    // The first stands there already, below the request.
    if (column !== undefined && column !== columns[0]) bringIntoView(column);
  }

  close(): void {
    if (this.#dialog.open) this.#dialog.close();
  }

  #step(steps: number): void {
    const next = this.#shown === null ? null : this.#host.neighbour(this.#shown.item, steps);
    if (next !== null) this.#host.show(next);
    // A button that has just been switched off would take the focus with it.
    if (this.#previous.disabled || this.#next.disabled) this.#title.focus();
  }

  #onKey(event: KeyboardEvent): void {
    const { target, key } = event;
    if (target instanceof Element && target.matches("select, input, pre, .scroll")) return;
    if (key === "ArrowLeft") this.#step(-1);
    if (key === "ArrowRight") this.#step(1);
  }

  #draw(item: CaseItem, suite: PageSuite, against: string): void {
    this.#title.replaceChildren(...nodes([item.id]));
    const told = sharedMessage(item);
    const arms = [...item.trialsByArm.keys()];
    const columns = element("div", { class: "answers", role: "group", "aria-label": "Answers" });
    const fill = (baseline: string): void =>
      columns.replaceChildren(...arms.map((arm) => armColumn(item, suite, { arm, baseline, told })));
    fill(against);
    const place = [`${item.file}:${item.line}`, ...item.tags, ...(item.quarantined ? ["quarantined"] : [])];
    const chooser = arms.length < 2 ? null : againstChooser(arms, against, fill);
    this.#body.replaceChildren(
      ...nodes([
        element("p", { class: "quiet place" }, place.join(" · ")),
        requestPart(item, suite.prompts, told),
        chooser,
        columns,
      ]),
    );
    this.#dialog.scrollTop = 0;
  }
}

/** Side by side it is scrolled sideways alone; one below the other, to its start. */
function bringIntoView(column: HTMLElement): void {
  const box = column.parentElement;
  if (box !== null && column.offsetLeft > box.offsetLeft + 10) box.scrollLeft = column.offsetLeft - box.offsetLeft;
  else column.scrollIntoView({ block: "start" });
}

/** Answers of a case that flipped are first shown against what they flipped from. */
function defaultAgainst(item: CaseItem, { comparisons }: PageSuite): string {
  const flipped = ({ against, baseline, candidate }: PageComparison): boolean =>
    against === "arm" && item.flips.has(candidate) && item.trialsByArm.has(baseline);
  return comparisons.find(flipped)?.baseline ?? "";
}

function againstChooser(arms: readonly string[], chosen: string, choose: (arm: string) => void): HTMLElement {
  const choices = [["", "nothing"] as const, ...arms.map((arm) => [arm, arm] as const)];
  const select = element("select", {}, ...options(choices));
  select.value = chosen;
  select.addEventListener("change", () => choose(select.value));
  return element("p", { class: "against" }, element("label", {}, "Mark words that differ from ", select));
}

interface ColumnContext {
  readonly arm: string;
  /** The arm whose answers are the measure; empty for none. */
  readonly baseline: string;
  readonly told: string | null;
}

/** An arm's answer, with a choice of trials when there are several. */
function armColumn(item: CaseItem, suite: PageSuite, { arm, baseline, told }: ColumnContext): HTMLElement {
  const trials = trialsOf(item, arm);
  const body = element("div");
  const show = (trial: TrialRecord): void => {
    const others = baseline === "" || baseline === arm ? [] : trialsOf(item, baseline);
    const against = others.find((other) => other.trial === trial.trial) ?? others[0] ?? null;
    body.replaceChildren(...nodes(trialView(trial, against, told)));
  };
  if (trials[0] !== undefined) show(trials[0]);
  const flip = item.flips.get(arm);
  const column = element(
    "article",
    { class: flip ?? "" },
    element("h3", {}, arm),
    flip === undefined ? null : element("p", { class: `flip ${flip}` }, FLIP_WORDS[flip]),
    trials.length > 1 ? trialChooser(trials, show) : null,
    body,
    settingsPart(suite, arm, trials),
  );
  column.dataset["arm"] = arm;
  return column;
}

function trialChooser(trials: readonly TrialRecord[], show: (trial: TrialRecord) => void): HTMLElement {
  const choices = trials.map((trial, index) => [String(index), `trial ${trial.trial}: ${classOf(trial)}`] as const);
  const select = element("select", { "aria-label": "Trial" }, ...options(choices));
  select.addEventListener("change", () => {
    const trial = trials[Number(select.value)];
    if (trial !== undefined) show(trial);
  });
  return select;
}

function settingsPart(suite: PageSuite, arm: string, [trial]: readonly TrialRecord[]): HTMLElement | null {
  const known = suite.arms.find(({ id }) => id === arm);
  if (known === undefined) return null;
  const settings = Object.entries(known.settings).map(([name, value]) => [name, JSON.stringify(value)] as const);
  const dropped = known.dropped_settings.length === 0 ? null : known.dropped_settings.join(", ");
  const rows: (readonly [string, string | null])[] = [
    ["model", known.model],
    ...settings,
    ["not sent", dropped],
    ["request hash", trial?.request_hash ?? null],
    ["request id", trial?.turns.map(({ request_id: id }) => id ?? "–").join(", ") || null],
  ];
  return folded("Settings", false, facts(rows));
}
