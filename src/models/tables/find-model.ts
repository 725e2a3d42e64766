import { nearestWord } from "../../base/nearest-word.ts";
import type { ModelStanding } from "../../domain/model.ts";
import { CURRENT_MODELS } from "./current-models.ts";
import type { ModelEntry } from "./model-entry.ts";
import { RETIRED_MODELS } from "./retired-models.ts";

/** Every model of the table: current ones first, the newest of each line before older ones. */
export const MODELS: readonly ModelEntry[] = [...CURRENT_MODELS, ...RETIRED_MODELS];

const BY_NAME: ReadonlyMap<string, ModelEntry> = new Map(
  MODELS.flatMap((entry) => [entry.id, ...entry.aliases].map((name) => [name, entry] as const)),
);

/** The model with this id or alias; null when it is in no list. */
export function findModel(name: string): ModelEntry | null {
  return BY_NAME.get(name) ?? null;
}

/** The id that prices and settings are looked up by: aliases resolved, unknown names as they are. */
export function canonicalId(name: string): string {
  return findModel(name)?.id ?? name;
}

/** What the table says of a name: a known id, an alias, one in the wrong word order, or an unknown one. */
export function standing(name: string): ModelStanding {
  const entry = findModel(name);
  if (entry !== null) return standingOf(entry);
  const realId = reordered(name);
  if (realId !== null) return { status: "misspelt", realId };
  const slip = [...BY_NAME.keys()].find((known) => isSlip(name, known));
  return slip === undefined ? { status: "unknown", nearest: nearestName(name) } : { status: "misspelt", realId: slip };
}

/**
 * Another number, or another word more, may be a model that is newer than this table or another endpoint's name; a
 * word that is a letter or two off is a slip.
 */
function isSlip(name: string, real: string): boolean {
  const words = name.split("-");
  const realWords = real.split("-");
  return (
    words.length === realWords.length &&
    realWords.every((word, index) => word === words[index] || isNearWord(words[index] ?? "", word))
  );
}

function isNearWord(word: string, real: string): boolean {
  return /^[a-z]+$/i.test(word) && nearestWord(word, [real]) !== null;
}

function standingOf(entry: ModelEntry): ModelStanding {
  const { id, lifecycle } = entry;
  switch (lifecycle.status) {
    case "active":
      return { status: "active", id };
    case "deprecated":
      return { status: "deprecated", id, retires: lifecycle.retires };
    case "retired":
      return { status: "retired", id, retiredOn: lifecycle.retiredOn, successor: newestOf(entry.line) };
  }
}

/** The newest model of a line that nobody has to leave. */
function newestOf(line: string): string | null {
  return CURRENT_MODELS.find((entry) => entry.line === line && entry.lifecycle.status === "active")?.id ?? null;
}

interface NameParts {
  readonly line: string;
  readonly version: string;
  /** A date or `latest`; null for a name without. */
  readonly stamp: string | null;
}

const LINE_FIRST = /^claude-([a-z]+)-(\d(?:-\d)?)(?:-(\d{8}|latest))?$/;
const VERSION_FIRST = /^claude-(\d(?:-\d)?)-([a-z]+)(?:-(\d{8}|latest))?$/;

/**
 * Ids from Claude 4 on name the line first (claude-sonnet-4-6), earlier ones the version (claude-3-5-haiku-…). The other
 * order is in wide use and never right: the real id, or null if the name is no such swap of a known one.
 */
function reordered(name: string): string | null {
  const wanted = partsOf(name);
  if (wanted === null) return null;
  const names = [...BY_NAME.keys()].filter((known) => {
    const parts = partsOf(known);
    return parts !== null && parts.line === wanted.line && parts.version === wanted.version && swapped(name, known);
  });
  const exact = names.find((known) => partsOf(known)?.stamp === wanted.stamp);
  return exact ?? (wanted.stamp === null ? (names[0] ?? null) : null);
}

function swapped(a: string, b: string): boolean {
  return LINE_FIRST.test(a) !== LINE_FIRST.test(b);
}

function partsOf(name: string): NameParts | null {
  const lineFirst = LINE_FIRST.exec(name);
  if (lineFirst !== null) return { line: lineFirst[1] ?? "", version: lineFirst[2] ?? "", stamp: lineFirst[3] ?? null };
  const versionFirst = VERSION_FIRST.exec(name);
  if (versionFirst === null) return null;
  return { line: versionFirst[2] ?? "", version: versionFirst[1] ?? "", stamp: versionFirst[3] ?? null };
}

/** The newest model of a line that is named alone: "haiku", "claude-haiku". */
function newestNamed(name: string): string | null {
  return newestOf(name.toLowerCase().replace(/^claude-/, ""));
}

/** Current models are offered before retired ones, and a stamp that no id has is no reason to find nothing. */
function nearestName(name: string): string | null {
  const current = CURRENT_MODELS.flatMap((entry) => [entry.id, ...entry.aliases]);
  const bare = name.replace(/-(\d{8}|latest)$/, "");
  return (
    newestNamed(name) ?? nearestWord(bare, current) ?? nearestWord(name, current) ?? nearestWord(name, BY_NAME.keys())
  );
}
