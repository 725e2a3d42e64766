import { plural } from "../../../../base/figures.ts";
import type { CheckRecord } from "../../../../domain/formats/records.ts";
import { expectationOf } from "../../../words/expectation.ts";
import { checkName } from "../../../words/trial-notes.ts";
import { element, folded } from "../dom/elements.ts";
import { MARKS } from "../cases/trial-words.ts";

const OUTCOMES = { pass: "passed", fail: "failed", undecided: "undecided" } as const;

/** What did not pass, each with what was expected and what there is; null when everything passed. */
export function findingList(checks: readonly CheckRecord[]): HTMLElement | null {
  if (checks.length === 0) return null;
  return element("ul", { class: "findings", "aria-label": "Checks that did not pass" }, ...checks.map(findingItem));
}

function findingItem(check: CheckRecord): HTMLElement {
  const outcome = check.verdict === null ? "skipped" : OUTCOMES[check.verdict];
  const weight = check.weight === 1 || check.weight === 0 ? "" : `, weight ${check.weight}`;
  const role = check.required ? weight : `, optional${weight}`;
  const name = element("p", { class: `check-name ${outcome}` }, `${MARKS[outcome]} ${checkName(check)}${role}`);
  const halves = expectationOf(check.reason);
  const evidence = evidencePart(check);
  if (halves === null) return element("li", {}, name, element("p", { class: "reason" }, check.reason), evidence);
  const { at, expected, got } = halves;
  const half = (word: string, text: string, looks: string): HTMLElement =>
    element("div", {}, element("dt", {}, word), element("dd", { class: looks, dir: "auto" }, text));
  return element(
    "li",
    {},
    name,
    at === null ? null : element("p", { class: "quiet small" }, at),
    element("dl", { class: "halves" }, half("expected", expected, "wanted"), half("got", got, "found")),
  );
}

/** What a judge rests its verdict on, marked as in the answer. */
function evidencePart({ judge }: CheckRecord): HTMLElement | null {
  const evidence = judge?.evidence ?? null;
  if (evidence === null) return null;
  return element("p", { class: "reason", dir: "auto" }, "evidence: ", element("mark", {}, evidence));
}

/** What passed is no news: folded. */
export function passedChecks(checks: readonly CheckRecord[]): HTMLElement | null {
  if (checks.length === 0) return null;
  const items = checks.map((check) =>
    element(
      "li",
      {},
      element("span", { class: "passed" }, MARKS.passed),
      ` ${checkName(check)} `,
      element("span", { class: "quiet" }, check.reason),
      evidencePart(check),
    ),
  );
  return folded(`${plural(checks.length, "check")} passed`, false, element("ul", { class: "checks" }, ...items));
}
