import { contentPolicy, documentEnd, documentStart } from "../html/pieces/document.ts";
import { escapeHtml } from "../html/pieces/escape.ts";
import type { CaseMark } from "../../domain/case-mark.ts";
import { type MarkFilter, markList } from "./mark-list.ts";
import { runIndex } from "./run-index.ts";
import { type RunningRun, runningRun } from "./running-run.ts";
import { type RunPair, runPair } from "./run-pair.ts";
import type { RunEntry } from "./stored-run.ts";
import { suiteHistory, type ToldSuite } from "./suite-history.ts";

/** Looks again every two seconds, unless its reader paused it, looks elsewhere, or is on the way to another page: that one must not lose. */
const FOLLOW_SCRIPT = `(() => {
  const pause = document.getElementById("pause");
  let isPaused = false;
  let isLeaving = false;
  addEventListener("beforeunload", () => { isLeaving = true; });
  addEventListener("pageshow", () => { isLeaving = false; });
  pause.addEventListener("click", () => {
    isPaused = !isPaused;
    pause.setAttribute("aria-pressed", String(isPaused));
  });
  setInterval(() => {
    if (!isPaused && !isLeaving && document.visibilityState === "visible") location.reload();
  }, 2000);
})();`;

/** The policy of these pages: no script but the one that follows a run; the index has a form. */
function historyPolicy(script: string | null): string {
  return contentPolicy(script).replace("form-action 'none'", "form-action 'self'");
}

export const HISTORY_POLICY: string = historyPolicy(null);
/** Of a page that follows a run. */
export const FOLLOW_POLICY: string = historyPolicy(FOLLOW_SCRIPT);

/** Every run of the store, newest first. `named`: the store as commands have to name it; null: it is the usual one. */
export function indexPage(runs: readonly RunEntry[], store: string, named: string | null): string {
  return page("Runs", runIndex(runs, store, named));
}

/** One suite over its runs. */
export function suitePage(told: ToldSuite): string {
  return page(told.name, suiteHistory(told));
}

/** Two runs side by side. */
export function pairPage(pair: RunPair): string {
  return page(`${pair.left.id} and ${pair.right.id}`, runPair(pair));
}

/** A run that is not finished, as far as it is. It looks again by itself while the run goes on. */
export function runningPage(run: RunningRun): string {
  return page(run.id, runningRun(run), run.isAlive ? FOLLOW_SCRIPT : null);
}

/** What readers said of cases. */
export function marksPage(marks: readonly CaseMark[], filter: MarkFilter): string {
  return page("Marks", markList(marks, filter));
}

/** What is said instead of a page. Raw text. */
export function messagePage(title: string, message: string): string {
  return page(title, `<h1>${escapeHtml(title)}</h1><p>${escapeHtml(message)}</p>`);
}

/** The ways to all runs, and to what was said of cases. */
export const WAYS =
  '<nav class="brand" aria-label="Store"><a href="/">prompt-run · runs</a> · <a href="/marks">marks</a></nav>';

function page(title: string, content: string, script: string | null = null): string {
  const body = `<header>${WAYS}</header><main>${content}</main>`;
  return documentStart({ title, body, script, policy: historyPolicy(script) }) + documentEnd(script);
}
