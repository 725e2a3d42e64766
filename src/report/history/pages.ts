import { contentPolicy, documentEnd, documentStart } from "../html/pieces/document.ts";
import { escapeHtml } from "../html/pieces/escape.ts";
import type { CaseHistory } from "./case-strip.ts";
import { runIndex } from "./run-index.ts";
import { type RunPair, runPair } from "./run-pair.ts";
import type { RunEntry } from "./stored-run.ts";
import { suiteHistory } from "./suite-history.ts";

/** The policy of these pages: no script at all; the index has a form. */
export const HISTORY_POLICY: string = contentPolicy(null).replace("form-action 'none'", "form-action 'self'");

/** Every run of the store, newest first. */
export function indexPage(runs: readonly RunEntry[], store: string): string {
  return page("Runs", runIndex(runs, store));
}

/** One suite over its runs, newest first. */
export function suitePage(name: string, runs: readonly RunEntry[], cases: CaseHistory): string {
  return page(name, suiteHistory(name, runs, cases));
}

/** Two runs side by side. */
export function pairPage(pair: RunPair): string {
  return page(`${pair.left.id} and ${pair.right.id}`, runPair(pair));
}

/** What is said instead of a page. Raw text. */
export function messagePage(title: string, message: string): string {
  return page(title, `<h1>${escapeHtml(title)}</h1><p>${escapeHtml(message)}</p>`);
}

function page(title: string, content: string): string {
  const body = `<header><p class="brand"><a href="/">prompt-run · runs</a></p></header><main>${content}</main>`;
  return documentStart({ title, body, script: null, policy: HISTORY_POLICY }) + documentEnd(null);
}
