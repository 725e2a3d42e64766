import { reportWords } from "../../domain/diagnostics/report-words.ts";
import { escapeHtml } from "../html/pieces/escape.ts";
import { PAGE_STYLE } from "../html/generated/page-style.ts";

/** The page on which somebody labels: it asks its own server for the answer at hand, and shows it as text. */
export function labelPage({
  nonce,
  secret,
  title,
}: {
  readonly nonce: string;
  readonly secret: string;
  readonly title: string;
}): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style nonce="${nonce}">${PAGE_STYLE}${STYLE}</style></head>
<body data-secret="${secret}"><main class="labelling"><h1>${escapeHtml(title)}</h1><p id="done" role="status"></p>
<section aria-labelledby="asked"><h2 id="asked">The question</h2><pre id="question" class="prose"></pre></section>
<div id="parts"></div></main>
<footer class="label-bar"><div role="group" aria-label="Label">${BUTTONS.map(([key, id, name]) => `<button type="button" id="${id}"><kbd>${key}</kbd> ${name}</button>`).join(" ")}</div>
<div class="label-note"><label for="note">Note <kbd>n</kbd></label><input id="note" maxlength="10000" autocomplete="off"></div></footer>
<script nonce="${nonce}">${script()}</script></body></html>
`;
}

/** The policy of the page: its own style and script, its own server, nothing else. */
export function labelPolicy(nonce: string): string {
  return `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
}

const BUTTONS = [
  ["p", "pass", "pass"],
  ["f", "fail", "fail"],
  ["u", "unsure", "unsure"],
  ["s", "skip", "skip"],
  ["b", "back", "back"],
] as const;

/** What this page has beside the looks of all our pages. */
const STYLE = `.labelling{max-width:64rem;margin:0 auto;padding-bottom:9rem}.labelling h1{margin-bottom:.2rem}.labelling h2{margin:1.1rem 0 .2rem;font-size:.95rem}
.labelling pre{max-height:none}.label-bar{position:fixed;inset:auto 0 0;display:flex;flex-wrap:wrap;gap:.5rem 1.2rem;align-items:center;justify-content:center;padding:.7rem var(--edge);border-top:1px solid var(--line);background:var(--ground)}
.label-bar>div{display:flex;flex-wrap:wrap;gap:.4rem;align-items:center}.label-bar .label-note{flex:0 1 24rem;flex-wrap:nowrap}.label-note label{white-space:nowrap}.label-note input{flex:1;min-width:6rem}kbd{padding:0 .35em;border:1px solid var(--strong-line);border-radius:4px;font:600 .85em ui-monospace,monospace}`;

/** The page's script, with what it says. */
function script(): string {
  return `"use strict";
const secret = document.body.dataset.secret;
const by = (id) => document.getElementById(id);
async function call(path, body) {
  try {
    const reply = await fetch(path, { method: "POST", headers: { "content-type": "application/json", "x-label-secret": secret }, body: JSON.stringify(body ?? {}) });
    if (!reply.ok) { by("done").textContent = await reply.text(); return; }
    show(await reply.json());
  } catch {
    by("done").textContent = ${JSON.stringify(reportWords("label-lost"))};
  }
}
function show(task) {
  by("done").textContent = task.done + " of " + task.of + " done" + (task.parts === null ? ${JSON.stringify(reportWords("labels-done"))} : "");
  by("question").textContent = task.question;
  by("asked").parentElement.hidden = task.parts === null;
  const parts = (task.parts ?? []).map(([title, text]) => {
    const section = document.createElement("section");
    const head = document.createElement("h2");
    head.textContent = title;
    const pre = document.createElement("pre");
    pre.textContent = text;
    if (!/^\\s*[[{]/.test(text)) pre.className = "prose";
    section.append(head, pre);
    return section;
  });
  by("parts").replaceChildren(...parts);
  by("note").value = "";
  for (const id of ["pass", "fail", "unsure", "skip", "note"]) by(id).disabled = task.parts === null;
  scrollTo(0, 0);
}
const label = (word) => call("/label", { word, note: by("note").value });
const actions = { pass: () => label("pass"), fail: () => label("fail"), unsure: () => label("unsure"), skip: () => call("/skip"), back: () => call("/back") };
for (const [id, act] of Object.entries(actions)) by(id).addEventListener("click", act);
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target === by("note")) { if (event.key === "Enter" || event.key === "Escape") by("note").blur(); return; }
  if (event.key === "n") { event.preventDefault(); by("note").focus(); return; }
  const act = { p: "pass", f: "fail", u: "unsure", s: "skip", b: "back" }[event.key.toLowerCase()];
  if (act !== undefined && !by(act).disabled) actions[act]();
});
call("/task");`;
}
