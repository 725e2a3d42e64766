import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const folders: string[] = [];
const permanent: string[] = [];
const removeAll = (list: string[]): void => {
  for (const folder of list.splice(0)) rmSync(folder, { recursive: true, force: true });
};
const closers: (() => Promise<void>)[] = [];

/** Calls it when the test has ended, before its folders go. */
export function closeAfterTest(close: () => Promise<void>): void {
  closers.push(close);
}

/** `test/setup.ts` has these called: a hook of a helper's own would be the first file's alone. */
export async function endTest(): Promise<void> {
  for (const close of closers.splice(0)) await close();
  removeAll(folders);
}

export function endFile(): void {
  removeAll(permanent);
}

/** A project folder with these files, gone after the test. It is its own root (it has a `.git`). */
export function temporaryProject(files: Readonly<Record<string, string>>): string {
  return project(files, folders);
}

/** The same, gone after all tests of the file. */
export function permanentProject(files: Readonly<Record<string, string>>): string {
  return project(files, permanent);
}

function project(files: Readonly<Record<string, string>>, list: string[]): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "prompt-run-")));
  list.push(folder);
  mkdirSync(join(folder, ".git"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}
