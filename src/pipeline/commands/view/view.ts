import { refusalWords } from "../../../domain/diagnostics/refusal-words.ts";
import type { Sentence } from "../../../domain/diagnostics/wording/sentence.ts";
import { basename } from "node:path";
import type { Mask } from "../../../base/mask.ts";
import { maskValues } from "../../../base/mask-values.ts";
import { COMPARISON_TEXTS, HEAD_TEXTS } from "../../../domain/masking/record-texts.ts";
import { createHtml } from "../../../report/html/html.ts";
import { contentPolicy } from "../../../report/html/pieces/document.ts";
import { PAGE_SCRIPT } from "../../../report/html/generated/page-script.ts";
import {
  FOLLOW_POLICY,
  HISTORY_POLICY,
  indexPage,
  marksPage,
  messagePage,
  pairPage,
  runningPage,
  suitePage,
  WAYS,
} from "../../../report/history/pages.ts";
import { commandWords } from "../../../report/words/meter-words.ts";
import type { RunEntry } from "../../../report/history/stored-run.ts";
import { compareCommand } from "../../../report/words/next/run-commands.ts";
import { listRuns, runFolderPath } from "../../../store/folders/run-folder.ts";
import { nearStore, storeOfFolder } from "../../stored/default-store.ts";
import { caseHistory } from "./case-history.ts";
import { readMarks } from "../../../store/folders/marks-file.ts";
import { compareSides } from "../compare-sides.ts";
import { maskedReport } from "../../output/masked-report.ts";
import { readRunningRun } from "./running-run.ts";
import { storedReport, storedRun } from "../../stored/stored-runs.ts";

/** What `view` shows: the runs of a store, and one more that may lie elsewhere. */
export interface ViewedStore {
  /** Absolute. */
  readonly store: string;
  /** The folder of a run that was named; null for none. */
  readonly named: string | null;
  readonly mask: Mask;
}

/** The answer to a request for a page. */
export interface ViewAnswer {
  readonly status: 200 | 404;
  readonly policy: string;
  readonly pieces: AsyncIterable<string>;
}

/** The page at an address of `prompt-run view`. Read from the store each time, so that running runs show. */
export async function viewPage(path: string, query: URLSearchParams, viewed: ViewedStore): Promise<ViewAnswer> {
  const folders = runFolders(viewed);
  if (path === "/") {
    const { store, mask } = viewed;
    return answer(200, indexPage(await entries([...folders], mask), store, nearStore(store)));
  }
  if (path === "/marks") {
    const filter = { mark: query.get("mark") ?? "", suite: query.get("suite") ?? "" };
    return answer(200, marksPage(readMarks(viewed.store), filter));
  }
  if (path === "/suite") return suiteOverRuns(query, folders, viewed);
  if (path === "/compare") {
    const chosen = ["a", "b"].map((side) => query.get(side) ?? "");
    return comparedRuns(
      chosen.flatMap((id) => found(folders, id)),
      viewed,
    );
  }
  const id = /^\/runs\/([^/]+)$/.exec(path)?.[1];
  return id === undefined ? missing(refusalWords("no-such-page"), viewed.mask) : reportPage(id, folders, viewed);
}

/** A report that is served may also tell this server what its reader says of a case. */
const SERVED_POLICY = `${contentPolicy(PAGE_SCRIPT)}; connect-src 'self'`;

/** The folders of the runs by id, newest first. Only these are read, whatever an address says. */
function runFolders({ store, named }: ViewedStore): Map<string, string> {
  const folders = new Map(
    listRuns(store)
      .toReversed()
      .map((id) => [id, runFolderPath(store, id)]),
  );
  if (named !== null) folders.set(basename(named), named);
  return folders;
}

async function suiteOverRuns(
  query: URLSearchParams,
  folders: ReadonlyMap<string, string>,
  { store, mask }: ViewedStore,
): Promise<ViewAnswer> {
  const name = query.get("name") ?? "";
  const stored = (await entries([...folders], mask)).filter(({ suites }) => suites.includes(name));
  if (stored.length === 0) return missing(refusalWords("no-run-of-suite", { suite: name }), mask);
  const runs = stored.filter(({ head }) => head !== null);
  const cases = await caseHistory(name, runs, (id) => folders.get(id), mask);
  const said = new Map(readMarks(store).flatMap((one) => (one.suite === name ? [[one.case, one]] : [])));
  return answer(200, suitePage({ name, runs, cases, marks: { said, chosen: query.get("mark") ?? "" } }));
}

/** The right run as `prompt-run compare` finds it against the left one. */
async function comparedRuns(chosen: readonly NamedFolder[], { store, mask }: ViewedStore): Promise<ViewAnswer> {
  const [left, right] = await entries(chosen, mask);
  const [baseline, candidate] = chosen.map(([, folder]) => folder);
  if (left === undefined || right === undefined || baseline === undefined || candidate === undefined) {
    return missing(refusalWords("two-runs-chosen"), mask);
  }
  const request = {
    named: { baseline, candidate },
    arms: {},
    seed: 0,
    margin: null,
    failOnInconclusive: false,
    store,
    cwd: process.cwd(),
  };
  const compared = await compareSides(request);
  const shown =
    compared.status === "compared" ? maskValues(compared.report, mask, COMPARISON_TEXTS) : mask(compared.message);
  const [first = "", second = ""] = chosen.map(([id, folder]) => (folder === runFolderPath(store, id) ? id : folder));
  const command = compareCommand({ id: first, store: nearStore(store) }, second);
  return answer(200, pairPage({ left, right, compared: shown, command }));
}

type NamedFolder = readonly [id: string, folder: string];

function found(folders: ReadonlyMap<string, string>, id: string): NamedFolder[] {
  const folder = folders.get(id);
  return folder === undefined ? [] : [[id, folder]];
}

async function entries(folders: readonly NamedFolder[], mask: Mask): Promise<RunEntry[]> {
  const runs: RunEntry[] = [];
  for (const [id, folder] of folders) {
    const { line, head: stored } = await storedRun(id, folder);
    const head = stored === null ? null : maskValues(stored, mask, HEAD_TEXTS);
    const suites = line?.suites.map(({ name }) => name) ?? head?.suites.map(({ name }) => name) ?? [];
    const startedAt = line?.started_at ?? head?.run.started_at ?? null;
    const metered = line?.meter === undefined ? null : mask(commandWords(line.meter));
    runs.push({ id, startedAt, replies: head?.run.replies ?? line?.replies ?? null, suites, metered, head });
  }
  return runs;
}

async function reportPage(
  part: string,
  folders: ReadonlyMap<string, string>,
  viewed: ViewedStore,
): Promise<ViewAnswer> {
  const { mask } = viewed;
  const run = decoded(part);
  const folder = folders.get(run);
  if (folder === undefined) return missing(refusalWords("no-such-run-here"), mask);
  const stored = await storedReport(folder);
  if (stored.status === "refused") {
    const running = await readRunningRun(folder, Date.now(), mask);
    if (running === null) return missing(stored.message, mask);
    return { ...answer(200, runningPage(running)), policy: running.isAlive ? FOLLOW_POLICY : HISTORY_POLICY };
  }
  const store = storeOfFolder(folder);
  const options = { columns: 80, color: false, store, repositoryPath: (file: string): string => file };
  const { head, trials } = maskedReport(stored, mask);
  const marks = readMarks(viewed.store).map(({ suite, case: id, mark, note }) => ({ suite, case: id, mark, note }));
  const page = createHtml({ place: { above: WAYS, policy: SERVED_POLICY }, marked: { run, marks } });
  return { status: 200, policy: SERVED_POLICY, pieces: page(head, trials, options) };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // no id has such a name
  }
}

function missing(message: Sentence, mask: Mask): ViewAnswer {
  return answer(404, messagePage("Not found", mask(message)));
}

function answer(status: ViewAnswer["status"], page: string): ViewAnswer {
  async function* whole(): AsyncIterable<string> {
    yield page;
  }
  return { status, policy: HISTORY_POLICY, pieces: whole() };
}
