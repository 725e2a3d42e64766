import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LAYERS, PURE, ROOMS } from "./architecture-rooms.ts";

const ROOT = join(import.meta.dirname, "..");
const PAGE = readFileSync(join(ROOT, "ARCHITECTURE.md"), "utf8");
/** Rooms that the page does not show: the top of a stage, and what `npm run generate` writes. */
const NOT_SHOWN = ["", "generated"];

interface Row {
  readonly folder: string;
  readonly rooms: string;
  readonly effects: string;
}

/** What the page says otherwise than the data: folders, their rooms in order, their effects, who imports whom, files. */
function untruths(page: string): string[] {
  return [
    ...wrongRows(tableOfRooms(page)),
    ...wrongRooms(page),
    ...wrongImports(page),
    ...missingFiles(page),
    ...unnamedWords(page),
  ];
}

function tableOfRooms(page: string): Row[] {
  return [...page.matchAll(/^\| `(\w+)\/` *\|[^|]*\|([^|]*)\|([^|]*)\|$/gm)].map(
    ([, folder = "", rooms = "", effects = ""]) => ({ folder, rooms: rooms.trim(), effects: effects.trim() }),
  );
}

function wrongRows(rows: readonly Row[]): string[] {
  const folders = Object.keys(LAYERS).filter((layer) => !layer.includes("."));
  const shown = rows.map(({ folder }) => folder);
  return [
    ...folders.filter((folder) => !shown.includes(folder)).map((folder) => `the table leaves out ${folder}/`),
    ...shown.filter((folder) => !folders.includes(folder)).map((folder) => `there is no layer ${folder}/`),
    ...rows
      .filter(({ folder, rooms }) => folder !== "pipeline" && rooms !== roomsOf(folder).join(" → "))
      .map(({ folder }) => `the rooms of ${folder}/ are ${roomsOf(folder).join(" → ")}`),
    ...rows
      .filter(({ folder, effects }) => (effects === "none") !== PURE.includes(folder))
      .map(({ folder, effects }) => `the effects of ${folder}/ are not "${effects}"`),
  ];
}

function roomsOf(folder: string): readonly string[] {
  return (ROOMS[folder] ?? []).filter((room) => !NOT_SHOWN.includes(room));
}

/** The paragraph that goes through the rooms of the pipeline. */
function wrongRooms(page: string): string[] {
  const paragraph = /^Rooms of `pipeline\/`[\s\S]*?\n\n/m.exec(page)?.[0] ?? "";
  const shown = [...paragraph.matchAll(/(?:: |→\s)`(\w+)\/`/g)].map(([, room = ""]) => room);
  const wanted = roomsOf("pipeline");
  return shown.join() === wanted.join() ? [] : [`the rooms of pipeline/ are ${wanted.join(" → ")}`];
}

/** "`a/` imports `b/` and `c/`": of the layers that compose. */
function wrongImports(page: string): string[] {
  const claims = [...page.matchAll(/`(\w+)\/` imports ((?:`\w+\/`(?:, | and )?)+)/g)];
  const claimed = claims.map(([, layer]) => layer);
  return [
    ...["cli", "library", "vitest"]
      .filter((layer) => !claimed.includes(layer))
      .map((layer) => `what does ${layer}/ import?`),
    ...claims
      .filter(
        ([, layer = "", list = ""]) =>
          [...list.matchAll(/`(\w+)\/`/g)].map(([, to]) => to).join() !== LAYERS[layer]?.join(),
      )
      .map(([, layer = ""]) => `${layer}/ imports ${LAYERS[layer]?.join(", ")}`),
  ];
}

/** Every file and folder that stands in code marks, from the root or from src/; a bare name may stand anywhere below. */
function missingFiles(page: string): string[] {
  const named = [...page.matchAll(/`([\w./-]+(?:\/|\.(?:ts|cjs|mjs|json|md)))`/g)].map(([, path = ""]) => path);
  const paths = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" }).map((path) => `/${path}/`);
  const isThere = (path: string): boolean =>
    existsSync(join(ROOT, path)) ||
    paths.some((known) => known.replaceAll("\\", "/").endsWith(`/${path.replace(/\/$/, "")}/`));
  return [...new Set(named)].filter((path) => !isThere(path)).map((path) => `there is no ${path}`);
}

/** What the catalogue's sentences are said by, and the page does not name. */
function unnamedWords(page: string): string[] {
  const files = readdirSync(join(ROOT, "src/domain/diagnostics")).filter((file) => file.endsWith("-words.ts"));
  const names = files.map((file) =>
    file.slice(0, -".ts".length).replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
  );
  return names.filter((name) => !page.includes(`\`${name}\``)).map((name) => `what is said by ${name}?`);
}

test("ARCHITECTURE.md says what test/architecture-rooms.ts holds", () => {
  expect(untruths(PAGE)).toEqual([]);
});

const planted = [
  { what: "a stage left out", from: /^\| `meter\/`.*\n/m, to: "", wants: "the table leaves out meter/" },
  { what: "an attic", from: "| `meter/`", to: "| `attic/`", wants: "there is no layer attic/" },
  { what: "a room left out", from: "`judging/` (", to: "(", wants: "the rooms of pipeline/ are stored → judging" },
  { what: "rooms in another order", from: "schedule → calls", to: "calls → schedule", wants: "the rooms of run/ are" },
  { what: "effects that are none", from: /network, files( *)\|/, to: "none$1|", wants: "the effects of providers/" },
  {
    what: "a layer too many",
    from: "imports `pipeline/`, `domain/`",
    to: "imports `run/`, `domain/`",
    wants: "library/ imports",
  },
  { what: "words left out", from: "`targetWords`", to: "`words`", wants: "what is said by targetWords?" },
  {
    what: "a file that went",
    from: "run/calls/retry-policy.ts",
    to: "run/retry-policy.ts",
    wants: "no run/retry-policy.ts",
  },
];
test.each(planted)("a planted fault is found: $what", ({ from, to, wants }) => {
  const page = PAGE.replace(from, to);
  expect(page).not.toBe(PAGE);
  expect(untruths(page).join("\n")).toContain(wants);
});
