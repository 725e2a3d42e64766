import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Output } from "./output.ts";

type TerminalVariables = Readonly<Record<string, string | undefined>>;

/** Terminals that are known to follow OSC 8, by what they say of themselves. */
const PROGRAMS: readonly string[] = [
  "iTerm.app",
  "WezTerm",
  "vscode",
  "ghostty",
  "Hyper",
  "Tabby",
  "rio",
  "WarpTerminal",
];
const TERMS = /^(xterm-kitty|xterm-ghostty|alacritty|foot|contour|wezterm)/;
/** VTE (GNOME Terminal and its kin) follows them since 0.50; before 0.50.1 it crashed on some. */
const LEAST_VTE = 5001;

/** Does the terminal follow hyperlinks? `FORCE_HYPERLINK` says so where it does not say so itself; 0 says no. */
export function followsHyperlinks(env: TerminalVariables, isTerminal: boolean): boolean {
  const forced = env["FORCE_HYPERLINK"];
  if (forced !== undefined && forced !== "") return forced !== "0";
  if (!isTerminal || (env["CI"] ?? "") !== "" || env["TERM"] === "dumb") return false;
  if (env["WT_SESSION"] !== undefined || env["KONSOLE_VERSION"] !== undefined) return true;
  if (Number(env["VTE_VERSION"] ?? 0) >= LEAST_VTE) return true;
  return PROGRAMS.includes(env["TERM_PROGRAM"] ?? "") || TERMS.test(env["TERM"] ?? "");
}

/** Where a click on a file goes; null where the terminal follows no hyperlinks. `cwd`: what the file's name is relative to. */
export function linkFor({ isTerminal }: Pick<Output, "isTerminal">, cwd: string): ((file: string) => string) | null {
  if (!followsHyperlinks(process.env, isTerminal)) return null;
  return (file) => pathToFileURL(resolve(cwd, file)).href;
}
