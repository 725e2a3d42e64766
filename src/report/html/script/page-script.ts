import { CASE_VIEW } from "./case-view.ts";
import { DOM } from "./dom.ts";
import { FILTERS } from "./filters.ts";
import { GRID } from "./grid.ts";
import { MODEL } from "./model.ts";
import { TRIAL_VIEW } from "./trial-view.ts";
import { WORD_DIFF } from "./word-diff.ts";

/**
 * The page's script, in the order in which its parts stand on each other. It is plain JavaScript in strings, because the
 * page must hold all of it and no request may be made. Text of the data reaches the page by `textContent` alone.
 */
export const PAGE_SCRIPT: string = [
  "'use strict';(() => {",
  DOM,
  MODEL,
  WORD_DIFF,
  FILTERS,
  TRIAL_VIEW,
  CASE_VIEW,
  GRID,
  "})();",
].join("\n");
