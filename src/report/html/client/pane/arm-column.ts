import type { ToldTrial } from "../../../../domain/transcript.ts";
import type { TrialRecord } from "../../../../domain/formats/records.ts";
import { classOf } from "../../../../domain/run/trial-class.ts";
import type { PageSuite } from "../../page-data.ts";
import { type CaseItem, trialsOf, worstTrial } from "../cases/case-table.ts";
import { flipText } from "../cases/flip-standard.ts";
import { copyButton } from "../dom/copy.ts";
import { type Child, button, element, facts, folded, nodes } from "../dom/elements.ts";
import { trialView } from "./trial-view.ts";
import { FLIP_MARKS, MARKS } from "../cases/trial-words.ts";

export interface ColumnLooks {
  readonly isRendered: boolean;
  /** The arm whose answers are the measure; empty for none. */
  readonly against: string;
  readonly told: string | null;
  /** What the arm is called. */
  readonly name: string;
}

/** An arm's answer, with its trials as a strip of marks where there are several; the worst is shown first. */
export function armColumn(item: CaseItem, arm: string, suite: PageSuite, looks: ColumnLooks): HTMLElement {
  const trials = trialsOf(item, arm);
  const head = element("div", { class: "head" });
  const strip = element("div", { class: "strip" });
  const findings = element("div", { class: "found" });
  const said = element("div", { class: "said-all" });
  const foot = element("div", { class: "foot" });
  const flip = item.flips.get(arm);
  const flipped =
    flip === undefined
      ? null
      : element("span", { class: `flip ${flip}` }, ` ${FLIP_MARKS[flip]} ${flipText(flip, [suite], arm)}`);
  const show = (trial: TrialRecord): void => {
    const parts = trialView(trial, { ...looks, against: measureOf(item, arm, { trial, against: looks.against }) });
    const title = element("h3", { title: arm }, element("bdi", {}, looks.name), flipped);
    head.replaceChildren(...nodes([title, ...parts.head]));
    strip.replaceChildren(...nodes(trials.length > 1 ? [trialStrip(trials, trial, show)] : []));
    findings.replaceChildren(...nodes(parts.findings));
    said.replaceChildren(...nodes(parts.said));
    foot.replaceChildren(...nodes([...copyPart(trial), ...parts.foot, settingsPart(suite, arm, trial)]));
  };
  const first = worstTrial(trials);
  if (first !== null) show(first);
  const column = element("article", { class: flip ?? "" }, head, strip, findings, said, foot);
  column.dataset["arm"] = arm;
  return column;
}

function copyPart({ output }: TrialRecord): Child[] {
  return output === null ? [] : [copyButton("Copy answer", () => output)];
}

/** The other arm's trial of the same number, else its first. */
function measureOf(
  item: CaseItem,
  arm: string,
  { trial, against }: { readonly trial: TrialRecord; readonly against: string },
): ToldTrial | null {
  const others = against === "" || against === arm ? [] : trialsOf(item, against);
  return others.find((other) => other.trial === trial.trial) ?? others[0] ?? null;
}

function trialStrip(
  trials: readonly TrialRecord[],
  shown: TrialRecord,
  show: (trial: TrialRecord) => void,
): HTMLElement {
  const strip = element("div", { class: "trials", role: "group", "aria-label": "Trials" });
  const marks = trials.map((trial) => {
    const outcome = classOf(trial);
    const isShown = trial === shown;
    const attributes = {
      class: `trial ${outcome}`,
      "aria-pressed": isShown ? "true" : "false",
      "aria-label": `trial ${trial.trial}: ${outcome}`,
    };
    return button(MARKS[outcome], attributes, () => {
      const at = trials.indexOf(trial);
      const place = strip.parentElement;
      show(trial);
      // The strip is a new one now.
      place?.querySelectorAll("button")[at]?.focus();
    });
  });
  const passed = trials.filter((trial) => classOf(trial) === "passed").length;
  strip.append(...marks, element("span", { class: "quiet small" }, `${passed} of ${trials.length} passed`));
  return strip;
}

function settingsPart(suite: PageSuite, arm: string, trial: TrialRecord): HTMLElement | null {
  const known = suite.arms.find(({ id }) => id === arm);
  if (known === undefined) return null;
  const settings = Object.entries(known.settings).map(([name, value]) => [name, JSON.stringify(value)] as const);
  const dropped = known.dropped_settings.length === 0 ? null : known.dropped_settings.join(", ");
  const rows: (readonly [string, string | null])[] = [
    ["arm", arm],
    ["model", known.model],
    ...settings,
    ["not sent", dropped],
    ["request hash", trial.request_hash],
    ["request id", trial.turns.map(({ request_id: id }) => id ?? "–").join(", ") || null],
  ];
  return folded("Settings", false, facts(rows));
}
