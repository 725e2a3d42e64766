import { join } from "node:path";
import type { ModelFacts } from "../../src/domain/model.ts";
import { NO_OVERRIDES, type SuiteOverrides } from "../../src/domain/overrides.ts";
import type { Checked } from "../../src/domain/values/problem.ts";
import { sentence } from "./sentence.ts";
import type { Suite } from "../../src/domain/suite.ts";
import { loadConfig } from "../../src/suite/config.ts";
import { openRows } from "../../src/suite/data/open-rows.ts";
import { selectRows } from "../../src/suite/data/select-rows.ts";
import { loadSuite } from "../../src/suite/load-suite.ts";
import { createFileReader } from "../../src/suite/sources/read-file.ts";
import { createSourceStore, type SourceStore } from "../../src/suite/sources/source-store.ts";

/** Facts of a world with one retired model and one setting that nobody accepts: what suite/ does with them is under test, not the tables. */
export const TOY_FACTS: ModelFacts = {
  standing(id) {
    if (id === "old-model") return { status: "retired", id, retiredOn: "2026-06-15", successor: "new-model" };
    if (id === "older-model") return { status: "deprecated", id, retires: "2026-11-30" };
    if (id === "haiku-new") return { status: "misspelt", realId: "new-haiku" };
    return id.startsWith("new-") ? { status: "active", id } : { status: "unknown", nearest: "new-model" };
  },
  checkSettings: (_id, settings) =>
    settings["top_k"] === undefined
      ? []
      : [
          {
            code: "unsupported-setting",
            pointer: ["top_k"],
            message: sentence("no top_k"),
            hint: null,
            droppable: ["top_k"],
          },
        ],
  sentSettings: (id) => ({ apiVersion: "2026-10-21", bucket: id }),
  costOf: () => 1n,
  answerCost: () => 1n,
  capCost: () => 1n,
  worstCost: () => 2n,
  openEndedPart: () => null,
  canCache: () => true,
  tokenizer: () => "toy",
  family: (id) => id.split("-")[1] ?? null,
  at: () => TOY_FACTS,
  priceTable: "toy",
};

/** Loads `suite.yaml` of a project folder with the real readers. */
export function loadProject(
  folder: string,
  overrides: Partial<SuiteOverrides> = {},
  allowOutside = false,
): { readonly loaded: Checked<Suite>; readonly store: SourceStore } {
  const store = createSourceStore(folder);
  const config = loadConfig(folder, store);
  if (!config.ok) return { loaded: config, store };
  const loaded = loadSuite(join(folder, "suite.yaml"), folder, createFileReader({ root: folder, allowOutside }), {
    store,
    config: config.value,
    facts: TOY_FACTS,
    overrides: { ...NO_OVERRIDES, ...overrides },
    openRows: ({ file, types, select }) => selectRows(() => openRows(file, types), select),
  });
  return { loaded, store };
}

/** The problems as `line:column code`, in the order they were found. */
export function problemsOf(folder: string, overrides: Partial<SuiteOverrides> = {}): string[] {
  const { loaded, store } = loadProject(folder, overrides);
  const found = loaded.ok ? loaded.warnings : loaded.problems;
  return found.map(({ code, place }) => {
    const { file, line, column } = store.locate(place);
    const where = line === null ? file : `${file === "suite.yaml" ? "" : `${file}:`}${line}:${column ?? "?"}`;
    return `${where} ${code}`;
  });
}
