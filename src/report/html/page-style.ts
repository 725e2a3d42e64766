/** The page's style sheet: light and dark by the reader's setting, narrow and wide, and print. */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --ground: #ffffff; --raised: #f6f8fa; --text: #1f2328; --quiet: #57606a; --line: #d0d7de;
  --link: #0550ae; --good: #116329; --bad: #b31d28; --unsure: #7d4e00;
  --good-ground: #dafbe1; --bad-ground: #ffebe9; --unsure-ground: #fff3c8; --quiet-ground: #eaeef2;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0d1117; --raised: #161b22; --text: #e6edf3; --quiet: #9aa4ae; --line: #3d444d;
    --link: #79b8ff; --good: #56d364; --bad: #ff8f87; --unsure: #e3b341;
    --good-ground: #12331c; --bad-ground: #49161a; --unsure-ground: #3d2e00; --quiet-ground: #262c36;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 90rem; padding: 1rem; background: var(--ground); color: var(--text);
  font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: 0.5rem 0; } h2 { font-size: 1.25rem; margin: 2rem 0 0.5rem; }
h3 { font-size: 1rem; margin: 1.2rem 0 0.4rem; } p { margin: 0.3rem 0; } ul { margin: 0.3rem 0; padding-left: 1.4rem; }
code, pre { font: 13px/1.5 ui-monospace, monospace; } a { color: var(--link); }
.sentence { font-size: 1.1rem; } .quiet { color: var(--quiet); }
.good { color: var(--good); } .bad { color: var(--bad); } .unsure { color: var(--unsure); }
.note { padding: 0.5rem 0.8rem; border-left: 4px solid var(--unsure); background: var(--unsure-ground); }
.badge { padding: 0.1rem 0.6rem; border: 1px solid currentColor; border-radius: 1rem; font-size: 0.9em; white-space: nowrap; }
.skip { position: absolute; left: -100rem; } .skip:focus { position: static; }
.rules { list-style: none; padding: 0; } .rules li { margin: 0.2rem 0; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; max-width: 100%; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { position: absolute; left: -100rem; }
th, td { padding: 0.25rem 0.7rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
th:first-child { text-align: left; } thead th { color: var(--quiet); font-weight: 500; } tbody th { font-weight: 500; }
figure { margin: 1rem 0; max-width: 44rem; } figcaption { color: var(--quiet); font-size: 0.9rem; }
svg { width: 100%; height: auto; } svg .rule { stroke: var(--line); } svg .tick { fill: var(--quiet); font-size: 12px; }
svg .bar { stroke: var(--text); stroke-width: 1.5; } svg circle { fill: var(--link); }
svg .number { fill: var(--ground); font-size: 11px; font-weight: 600; }
svg .frontier { fill: none; stroke: var(--link); stroke-dasharray: 5 4; }
form { display: flex; flex-wrap: wrap; gap: 0.6rem 1rem; margin: 0.5rem 0; } form[hidden] { display: none; }
label { color: var(--quiet); }
input, select, button { font: inherit; color: var(--text); background: var(--raised); border: 1px solid var(--line);
  border-radius: 6px; padding: 0.25rem 0.6rem; max-width: 20rem; }
button { cursor: pointer; } button:disabled { opacity: 0.6; cursor: default; }
button.case { border: 0; background: none; color: var(--link); padding: 0; text-align: left; overflow: hidden;
  text-overflow: ellipsis; white-space: nowrap; display: block; }
#grid td { text-align: center; } #grid th { text-align: center; } #grid th:first-child { text-align: left; }
.cell { display: inline-block; min-width: 2.2rem; padding: 0 0.4rem; border-radius: 4px; }
.cell.passed { background: var(--good-ground); color: var(--good); }
.cell.failed, .cell.errored { background: var(--bad-ground); color: var(--bad); }
.cell.undecided { background: var(--unsure-ground); color: var(--unsure); }
.cell.skipped, .cell.none { background: var(--quiet-ground); color: var(--quiet); }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
#pager { display: flex; gap: 0.6rem; align-items: center; margin: 0.6rem 0; }
dialog { width: min(96vw, 90rem); max-width: none; max-height: 94vh; overflow: auto; color: var(--text); background: var(--ground);
  border: 1px solid var(--line); border-radius: 8px; padding: 1rem; }
dialog::backdrop { background: rgb(0 0 0 / 0.5); }
.bar-top { display: flex; flex-wrap: wrap; gap: 0.6rem; align-items: center; }
.bar-top h2 { margin: 0; flex: 1 1 12rem; overflow-wrap: anywhere; }
.answers { display: grid; grid-auto-flow: column; grid-auto-columns: minmax(20rem, 1fr); gap: 1rem; overflow-x: auto; }
.answers article { min-width: 0; border: 1px solid var(--line); border-radius: 6px; padding: 0.6rem; }
.answers h3 { margin: 0 0 0.3rem; overflow-wrap: anywhere; } .answers h4 { margin: 0.8rem 0 0.2rem; font-size: 0.9rem; }
pre { margin: 0.2rem 0; padding: 0.5rem; background: var(--raised); border-radius: 4px; white-space: pre-wrap;
  overflow-wrap: anywhere; unicode-bidi: isolate; max-height: 30rem; overflow-y: auto; }
ins { background: var(--good-ground); color: var(--good); } del { background: var(--bad-ground); color: var(--bad); }
.checks { list-style: none; padding: 0; } .checks li { margin: 0.25rem 0; overflow-wrap: anywhere; }
@media (max-width: 40rem) { .answers { grid-auto-flow: row; grid-auto-columns: auto; } body { padding: 0.6rem; } }
@media print {
  form, #pager, .skip, dialog:not([open]) { display: none; } .scroll, pre { overflow: visible; max-height: none; }
  section { break-inside: auto; } figure, tr { break-inside: avoid; }
}
`;
