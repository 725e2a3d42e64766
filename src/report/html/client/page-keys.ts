import { button, byId, element } from "./dom/elements.ts";

/** What the keys do. */
export interface KeyActions {
  search(): void;
  /** To the next case, or the one before. */
  step(steps: 1 | -1): void;
  nextFailure(): void;
  copyLink(): void;
  /** Closes what is open; false when nothing is. */
  close(): boolean;
}

const KEYS = [
  ["j, k", "next case, previous case"],
  ["n", "next case that failed"],
  ["Enter", "open the case"],
  ["← →", "in a case: previous, next; in the list: along the arms"],
  ["Escape", "close the case"],
  ["y", "copy the link to what is shown"],
  ["/", "search"],
  ["?", "these keys"],
] as const;

/** Single keys, for those who go through many cases. None of them acts while its reader types. */
export function listenToKeys(actions: KeyActions): void {
  const help = byId("keys", HTMLDialogElement);
  help.replaceChildren(
    element("h2", { id: "keys-title" }, "Keys"),
    element(
      "dl",
      { class: "keys" },
      ...KEYS.flatMap(([key, what]) => [element("dt", {}, key), element("dd", {}, what)]),
    ),
    button("Close", {}, () => help.close()),
  );
  const act: Readonly<Record<string, () => void>> = {
    "/": () => actions.search(),
    "?": () => help.showModal(),
    j: () => actions.step(1),
    k: () => actions.step(-1),
    n: () => actions.nextFailure(),
    y: () => actions.copyLink(),
  };
  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    if (target instanceof Element && target.matches("input, select, textarea")) return;
    if (key === "Escape" && actions.close()) event.preventDefault();
    const action = Object.hasOwn(act, key) ? act[key] : undefined;
    if (action === undefined) return;
    event.preventDefault();
    action();
  });
}
