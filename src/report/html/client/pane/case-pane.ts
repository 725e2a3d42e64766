import type { PageComparison, PageSuite } from "../../page-data.ts";
import { shortArmNames } from "../../../words/arm-names.ts";
import { armColumn } from "./arm-column.ts";
import { requestPart, sharedMessage } from "./case-request.ts";
import { type CaseItem, trialsOf } from "../cases/case-table.ts";
import { copyButton } from "../dom/copy.ts";
import type { CaseMarks } from "./mark-part.ts";
import { caseCommand, failureMarkdown, promptText, worstArm } from "./copy-texts.ts";
import { button, byId, element, nodes, options } from "../dom/elements.ts";
import { isRenderable } from "../texts/text-block.ts";

/** Below this width the pane takes the whole screen. */
const NARROW = "(max-width: 900px)";

/** What the pane asks of the page. */
export interface PaneHost {
  /** The case `steps` further down the list; null at its ends. */
  neighbour(item: CaseItem, steps: number): CaseItem | null;
  /** "3 of 15": where a case stands in the list; empty when it is not in it. */
  place(item: CaseItem): string;
  show(item: CaseItem): void;
  closed(): void;
}

/** One case beside the list: what was asked, and the answers side by side. */
export class CasePane {
  readonly #dialog = byId("case", HTMLDialogElement);
  readonly #title = element("h2", { id: "case-title", tabindex: -1 });
  readonly #place = element("span", { class: "quiet whole" });
  readonly #copies = element("div", { class: "copies", role: "group", "aria-label": "Copy" });
  readonly #body = element("div", { class: "case-body" });
  readonly #host: PaneHost;
  /** Null where nothing can be kept. */
  readonly #marks: CaseMarks | null;
  readonly #previous: HTMLButtonElement;
  readonly #next: HTMLButtonElement;
  #shown: { readonly item: CaseItem; readonly suite: PageSuite } | null = null;
  /** Kept from case to case. */
  #isRendered = true;

  constructor(host: PaneHost, marks: CaseMarks | null) {
    this.#host = host;
    this.#marks = marks;
    this.#previous = button("Previous", { class: "small-button", title: "k" }, () => this.step(-1));
    this.#next = button("Next", { class: "small-button", title: "j" }, () => this.step(1));
    const close = button("Close", { class: "small-button", title: "Escape" }, () => this.#dialog.close());
    const steps = element("div", { class: "steps" }, this.#place, this.#previous, this.#next, close);
    this.#dialog.replaceChildren(element("div", { class: "case-bar" }, this.#title, steps), this.#copies, this.#body);
    this.#dialog.addEventListener("close", () => {
      this.#shown = null;
      document.documentElement.classList.remove("has-pane");
      host.closed();
    });
    this.#dialog.addEventListener("keydown", (event) => this.#onKey(event));
  }

  /** Does it lie over all of the page? */
  get coversPage(): boolean {
    return this.#dialog.matches(":modal");
  }

  get isOpen(): boolean {
    return this.#dialog.open;
  }

  /** Shows a case, and of its arms `arm` first; where that is empty, the one that did worst on it. */
  open(item: CaseItem, suite: PageSuite, arm: string): void {
    const isNew = this.#shown?.item !== item;
    this.#shown = { item, suite };
    if (isNew) this.#draw(item, suite);
    this.#place.textContent = this.#host.place(item);
    this.#previous.disabled = this.#host.neighbour(item, -1) === null;
    this.#next.disabled = this.#host.neighbour(item, 1) === null;
    if (!this.#dialog.open) this.#show();
    const columns = [...this.#body.querySelectorAll("article")];
    const wanted = arm !== "" ? arm : isNew ? worstArm(item) : null;
    const column = columns.find(({ dataset }) => dataset["arm"] === wanted);
    // The first stands there already, below the request.
    if (column !== undefined && column !== columns[0]) bringIntoView(column, arm !== "");
  }

  close(): void {
    if (this.#dialog.open) this.#dialog.close();
  }

  /** Goes to the next case of the list or the one before. */
  step(steps: 1 | -1): void {
    const next = this.#shown === null ? null : this.#host.neighbour(this.#shown.item, steps);
    if (next !== null) this.#host.show(next);
    // A button that has just been switched off would take the focus with it.
    if (document.activeElement === document.body || next !== null) this.#title.focus();
  }

  #show(): void {
    document.documentElement.classList.add("has-pane");
    if (matchMedia(NARROW).matches) this.#dialog.showModal();
    else this.#dialog.show();
    this.#title.focus();
  }

  #onKey(event: KeyboardEvent): void {
    const { target, key } = event;
    if (target instanceof Element && target.matches("select, input, textarea, pre, .scroll, .rendered")) return;
    if (key === "ArrowLeft") this.step(-1);
    if (key === "ArrowRight") this.step(1);
  }

  #draw(item: CaseItem, suite: PageSuite): void {
    this.#title.replaceChildren(...nodes([item.label]));
    const told = sharedMessage(item);
    const arms = [...item.trialsByArm.keys()];
    const names = shortArmNames(suite.arms);
    const columns = element("div", { class: "answers", role: "group", "aria-label": "Answers" });
    let against = "";
    const fill = (): void => {
      const looks = { isRendered: this.#isRendered, against, told };
      columns.replaceChildren(
        ...arms.map((arm) => armColumn(item, arm, suite, { ...looks, name: names.get(arm) ?? arm })),
      );
    };
    fill();
    const compare = (arm: string): void => {
      against = arm;
      fill();
    };
    const own = item.label === item.id ? [] : [item.id];
    const place = [
      suite.name,
      ...own,
      `${item.file}:${item.line}`,
      ...item.tags,
      ...(item.quarantined ? ["quarantined"] : []),
    ];
    this.#copies.replaceChildren(...copyButtons(item, suite));
    this.#body.replaceChildren(
      ...nodes([
        this.#marks?.part(item) ?? null,
        element("p", { class: "quiet small place" }, place.join(" · ")),
        requestPart(item, suite.prompts, told),
        this.#switches(item, { arms, names, suite, fill, compare }),
        columns,
      ]),
    );
    this.#dialog.scrollTop = 0;
  }

  /** How the answers are shown: as sent or rendered, and against which other arm. Null where there is nothing to choose. */
  #switches(item: CaseItem, { arms, names, suite, fill, compare }: Switches): HTMLElement | null {
    const canRender = trialsOf(item, "").some(({ turns, output }) =>
      [output ?? "", ...turns.map((turn) => turn.output)].some(isRenderable),
    );
    const rendered = canRender ? this.#renderSwitch(fill) : null;
    const diff = arms.length < 2 ? null : diffSwitch(arms, names, { first: flippedFrom(item, suite), compare });
    return rendered === null && diff === null ? null : element("div", { class: "switches" }, rendered, diff);
  }

  #renderSwitch(fill: () => void): HTMLElement {
    const choices = [
      [false, "Text"],
      [true, "Rendered"],
    ] as const;
    const buttons = choices.map(([isRendered, label]) => {
      const made = button(label, { class: "small-button" }, () => {
        this.#isRendered = isRendered;
        mark();
        fill();
      });
      return { made, isRendered };
    });
    const mark = (): void => {
      for (const { made, isRendered } of buttons)
        made.setAttribute("aria-pressed", String(isRendered === this.#isRendered));
    };
    mark();
    return element(
      "div",
      { class: "toggle", role: "group", "aria-label": "Show answers as" },
      ...buttons.map(({ made }) => made),
    );
  }
}

interface Switches {
  readonly arms: readonly string[];
  readonly names: ReadonlyMap<string, string>;
  readonly suite: PageSuite;
  readonly fill: () => void;
  readonly compare: (arm: string) => void;
}

/** Side by side it is scrolled sideways alone, and no further than it takes; one below the other, to its start where it was asked for. */
function bringIntoView(column: HTMLElement, isAsked: boolean): void {
  const box = column.parentElement;
  if (box === null || column.offsetLeft <= box.offsetLeft + 10) {
    if (isAsked) column.scrollIntoView({ block: "start" });
    return;
  }
  const at = column.offsetLeft - box.offsetLeft;
  box.scrollLeft = isAsked ? at : Math.max(0, at + column.offsetWidth - box.clientWidth);
}

function copyButtons(item: CaseItem, suite: PageSuite): HTMLElement[] {
  const command = caseCommand(item, suite);
  return [
    copyButton("Copy Markdown", () => failureMarkdown(item, suite)),
    copyButton("Copy prompt", () => promptText(item, suite)),
    ...(command === null ? [] : [copyButton("Copy command", () => command)]),
    copyButton("Copy link", () => location.href),
  ];
}

/** The arm that a case flipped from comes first among those to hold the answers against. */
function flippedFrom(item: CaseItem, { comparisons }: PageSuite): string | null {
  const flipped = ({ against, baseline, regressed, improved }: PageComparison): boolean =>
    against === "arm" && item.trialsByArm.has(baseline) && [...regressed, ...improved].includes(item.id);
  return comparisons.find(flipped)?.baseline ?? null;
}

interface DiffChoice {
  readonly first: string | null;
  readonly compare: (arm: string) => void;
}

function diffSwitch(
  arms: readonly string[],
  names: ReadonlyMap<string, string>,
  { first, compare }: DiffChoice,
): HTMLElement {
  const sorted = first === null ? arms : [first, ...arms.filter((arm) => arm !== first)];
  const choices = [["", "nothing"] as const, ...sorted.map((arm) => [arm, names.get(arm) ?? arm] as const)];
  const select = element("select", {}, ...options(choices));
  select.addEventListener("change", () => compare(select.value));
  return element("label", {}, "Diff against ", select);
}
