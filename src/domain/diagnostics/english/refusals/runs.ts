import type { Sentence } from "../../wording/sentence.ts";

/** Why a stored run, or its journal, is of no use. `folder`: the run's. */
export const RUNS = {
  "no-run": ({ store }: Store): string =>
    `there is no run in ${store}: \`prompt-run SUITE\` makes one; --store DIR names another store`,
  "no-such-run": ({ name, store, newest }: Store & { readonly name: string; readonly newest: string }): string =>
    `there is no run \`${name}\` in ${store}; the newest is ${newest}`,
  "run-of-meter": ({ id }: { readonly id: string }): string => `run ${id} is of a meter: it has no suites`,
  "meters-only": ({ store }: Store): string =>
    `no run in ${store} has suites: all are of a meter; \`prompt-run SUITE\` makes one that has`,
  "unfinished-run": ({ folder, resume }: Folder & { readonly resume: string }): string =>
    `${folder} holds an unfinished run; finish it with \`${resume}\``,

  "folder-held": ({ folder, pid, host, file }: Folder & Holder): string =>
    `${folder} is in use by process ${pid} on ${host}; if that is gone for good, delete ${file}`,
  "journal-empty": ({ folder }: Folder): string =>
    `the journal in ${folder} is empty: nothing was sent; start the run again`,
  "journal-unreadable": ({ folder, why }: Folder & Why): string => `the journal in ${folder} cannot be read: ${why}`,
  "journal-damaged": ({ folder, line, why }: Line & Why): string =>
    `${lineOf(folder, line)} is damaged: ${why}; start the run again`,
  "journal-of-other-form": ({ folder, line, version, why }: Line & Why & { readonly version: string }): string =>
    `${lineOf(folder, line)} is not as prompt-run ${version} writes it: ${why}. Was it edited, or written by another version? Start the run again`,
  "journal-of-other-version": ({ folder, wrote, reads }: Folder & Versions): string =>
    `prompt-run ${wrote} wrote the journal in ${folder}, and ${reads} cannot read it: go on with that version, or start the run again`,
  /** `line`: null where the file as a whole cannot be read. */
  "judgements-unreadable": ({ path, line, why }: Path & Why & { readonly line: number | null }): string =>
    `${line === null ? "" : `line ${line} of `}${path} cannot be read: ${why}; mend or delete it: its judgements would be asked for again`,

  "line-without-end": (): string => "it has no end",
  "line-of-other-version": (): string => "another version of prompt-run wrote it",
  "line-of-other-form": ({ pointer, wrong }: { readonly pointer: string; readonly wrong: string }): string =>
    `it is no journal line: ${pointer} ${wrong}`,

  "deleted-meanwhile": ({ path }: Path): string =>
    `the store could not be written: ${path} was deleted while the run went on`,
  "unwritable-store": ({ store, reason }: Store & { readonly reason: string }): string =>
    `the store ${store} cannot be written (${reason}): name another folder with --store`,
  "full-disk": ({ folder, free, needed }: Folder & { readonly free: string; readonly needed: string }): string =>
    `the disk of ${folder} has ${free} free; the run may need ${needed}`,
  "held-folder": ({ folder, pid }: Folder & { readonly pid: number }): string =>
    `${folder} is in use by process ${pid}`,
};

interface Store {
  readonly store: string;
}

interface Folder {
  readonly folder: string;
}

interface Path {
  readonly path: string;
}

interface Line extends Folder {
  /** From 1. */
  readonly line: number;
}

interface Why {
  readonly why: Sentence;
}

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** The lock. */
  readonly file: string;
}

interface Versions {
  readonly wrote: string;
  readonly reads: string;
}

function lineOf(folder: string, line: number): string {
  return `line ${line} of the journal in ${folder}`;
}
