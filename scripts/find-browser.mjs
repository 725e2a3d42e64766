// Where the tests in test/browser find a browser, and what to do when there is none. Used by ensure-browser.mjs and by the tests.
import { existsSync } from "node:fs";

/** Chromium without what only a window needs: the tests take less than half of the processor time that the whole browser takes. */
export const LIGHT = "/usr/bin/chromium-headless-shell";
const PLACES = [LIGHT, "/usr/bin/chromium", "/usr/bin/google-chrome"];

/** The path of a Chromium: what CHROMIUM_PATH names, else where Debian and CI images have it; null when there is none. */
export function findBrowser(env = process.env, exists = existsSync) {
  const named = env.CHROMIUM_PATH;
  if (named !== undefined && named !== "") return exists(named) ? named : null;
  return PLACES.find((path) => exists(path)) ?? null;
}

/**
 * What to do about the browser: "use" the one that is there, "install" Debian's (also where only a heavy one is there), "tell"
 * which tests do not run, or "fail" because on CI nothing may be left out unseen.
 */
export function decideBrowser({ isThere, isLight, mayInstall, isCi }) {
  if (isThere && (isLight || !mayInstall)) return "use";
  if (mayInstall) return "install";
  return isCi ? "fail" : "tell";
}
