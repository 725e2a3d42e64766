import { escapeHtml } from "../html/pieces/escape.ts";

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
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<style nonce="${nonce}">${STYLE}</style></head>
<body data-secret="${secret}"><header><h1>${escapeHtml(title)}</h1><p id="progress" role="status"></p></header>
<pre id="question"></pre><main id="parts"></main>
<p><label for="note">Note</label> <input id="note" maxlength="10000" autocomplete="off"></p>
<p id="keys">${BUTTONS.map(([key, id, name]) => `<button type="button" id="${id}"><kbd>${key}</kbd> ${name}</button>`).join(" ")}</p>
<script nonce="${nonce}">${SCRIPT}</script></body></html>
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

const STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{max-width:60rem;margin:0 auto;padding:0 1rem 8rem}
pre{white-space:pre-wrap;overflow-wrap:anywhere;padding:.6rem .9rem;border:1px solid #8886;border-radius:8px;font:.92em/1.5 ui-monospace,monospace;unicode-bidi:plaintext}
h1{font-size:1.2rem}h2{font-size:1rem;margin:1rem 0 .2rem}#keys{position:fixed;bottom:0;left:0;right:0;margin:0;padding:.8rem 1rem;background:Canvas;border-top:1px solid #8886}
button{font:inherit;padding:.4rem .9rem}input{font:inherit;width:min(100%,40rem)}`;

const SCRIPT = `"use strict";
const secret = document.body.dataset.secret;
const by = (id) => document.getElementById(id);
async function call(path, body) {
  const reply = await fetch(path, { method: "POST", headers: { "content-type": "application/json", "x-label-secret": secret }, body: JSON.stringify(body ?? {}) });
  if (!reply.ok) { by("progress").textContent = await reply.text(); return; }
  show(await reply.json());
}
function show(task) {
  by("progress").textContent = task.done + " of " + task.of + " done" + (task.parts === null ? ": that was all, this page can be closed" : "");
  by("question").textContent = task.question;
  const parts = (task.parts ?? []).map(([title, text]) => {
    const section = document.createElement("section");
    const head = document.createElement("h2");
    head.textContent = title;
    const pre = document.createElement("pre");
    pre.textContent = text;
    section.append(head, pre);
    return section;
  });
  by("parts").replaceChildren(...parts);
  by("note").value = "";
}
const label = (word) => call("/label", { word, note: by("note").value });
const actions = { pass: () => label("pass"), fail: () => label("fail"), unsure: () => label("unsure"), skip: () => call("/skip"), back: () => call("/back") };
for (const [id, act] of Object.entries(actions)) by(id).addEventListener("click", act);
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target === by("note")) { if (event.key === "Enter" || event.key === "Escape") by("note").blur(); return; }
  if (event.key === "n") { event.preventDefault(); by("note").focus(); return; }
  const act = { p: "pass", f: "fail", u: "unsure", s: "skip", b: "back" }[event.key.toLowerCase()];
  if (act !== undefined) actions[act]();
});
call("/task");`;
