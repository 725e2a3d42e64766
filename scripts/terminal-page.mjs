// A terminal's screen as an HTML page: the SGR codes that src/base/style.ts writes, and no others.
const ESCAPE = String.fromCharCode(27);
const SGR = new RegExp(`${ESCAPE}\\[([\\d;]*)m`);
const STYLES = {
  1: "font-weight:700",
  2: "opacity:.62",
  31: "color:#ff8f87",
  32: "color:#6fdc8c",
  33: "color:#f2c14e",
};
/** What a code takes back: tmux ends each colour by itself, and the background that nothing sets. */
const ENDS = { 22: [1, 2], 39: [31, 32, 33], 49: [] };

const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

function afterCode(styles, code) {
  if (code === 0) return [];
  if (code in ENDS) return styles.filter((one) => !ENDS[code].includes(one));
  if (!(code in STYLES)) throw new Error(`SGR ${code} has no look here: add it to STYLES`);
  return [...styles, code];
}

/** Text with SGR codes as spans. Any other escape sequence is an error: it would stand in the picture. */
export function ansiToHtml(text) {
  let styles = [];
  const parts = text.split(SGR);
  const spans = parts.map((part, index) => {
    if (index % 2 === 0) {
      if (part.includes(ESCAPE)) throw new Error("an escape sequence that is not SGR");
      const look = styles.map((code) => STYLES[code]).join(";");
      return look === "" ? escape(part) : `<span style="${look}">${escape(part)}</span>`;
    }
    for (const code of part.split(";")) styles = afterCode(styles, Number(code));
    return "";
  });
  return spans.join("");
}

/** A page that holds the screen and the command above it. */
export function terminalPage(command, screen) {
  return `<!doctype html><meta charset="utf-8"><style>
body { margin: 0; background: #fff; }
#shot { display: inline-block; padding: 18px 24px 20px; background: #14181f; color: #e4e8ee; }
pre { margin: 0; width: 80ch; font: 15px/1.35 "JetBrains Mono", "DejaVu Sans Mono", "Noto Sans Mono CJK JP", monospace;
  font-variant-ligatures: none; }
</style><div id="shot"><pre><span style="opacity:.62">$ </span><b>${escape(command)}</b>\n\n${ansiToHtml(screen)}</pre></div>`;
}
