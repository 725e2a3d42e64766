import { createHash } from "node:crypto";
import { escapeHtml } from "./escape.ts";
import { PAGE_STYLE } from "../generated/page-style.ts";

export interface HtmlDocument {
  /** Raw text. */
  readonly title: string;
  /** HTML. */
  readonly body: string;
  /** The page's only script, or null. */
  readonly script: string | null;
  /** Instead of the policy that follows from the script. */
  readonly policy?: string;
}

/**
 * The policy of our pages: every request and every script and style is forbidden but our own two, known by their hashes,
 * and no text may become markup from script. Nothing that a model says can run or call home, even if it got past the escaping.
 */
export function contentPolicy(script: string | null): string {
  return [
    "default-src 'none'",
    `script-src ${script === null ? "'none'" : `'${sourceHash(script)}'`}`,
    `style-src '${sourceHash(PAGE_STYLE)}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
}

/** A page up to the end of its body. */
export function documentStart({ title, body, script, policy = contentPolicy(script) }: HtmlDocument): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title, 200)} · prompt-run</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
${body}
`;
}

/** The rest of it. */
export function documentEnd(script: string | null): string {
  const run = script === null ? "" : `<script>${script}</script>\n`;
  return `${run}</body>\n</html>\n`;
}

function sourceHash(source: string): string {
  return `sha256-${createHash("sha256").update(source).digest("base64")}`;
}
