import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { isInside } from "../../host/is-inside.ts";
import { leadsTo } from "../../host/leads-to.ts";
import type { Problem } from "../../domain/values/problem.ts";
import type { Read } from "../../domain/values/reading.ts";
import { type Said, said } from "../../domain/diagnostics/said.ts";
import { nearestName } from "./path-like.ts";
import { isCredentialFile, isEnvFile } from "./secret-files.ts";

const MAX_TEXT_BYTES = 20 * 1024 * 1024;
/** What is kept of texts read before: rows may name a file each. */
const MAX_KEPT_TEXTS = 500;
const MAX_KEPT_CHARS = 200_000;

/** Reads files for a suite, and only those it may: inside the root, never `.env`. Problems have an empty pointer: the caller places them. */
export interface FileReader {
  /** The real, absolute path of an existing file. Relative paths start from `baseDir`. */
  resolve(path: string, baseDir: string): Read<string>;
  /** The absolute path of a file that is yet to be written: it may stand where files may be read. */
  placeFor(path: string, baseDir: string): Read<string>;
  readText(path: string, baseDir: string): Read<string>;
  readBytes(path: string, baseDir: string): Read<Buffer>;
  /** Whether a folder, by its real path, may be looked into. */
  mayEnter(folder: string): boolean;
  /** A real, absolute path as written from the root, with forward slashes: the same in every checkout. */
  fromRoot(file: string): string;
}

interface ReaderBounds {
  readonly root: string;
  readonly allowOutside: boolean;
  /** Told the real path of each file that may be read, before it is. */
  readonly onFile?: (file: string) => void;
}

/** `root`: files outside it are refused, symlinks resolved first, unless `allowOutside`. Short texts are kept for a while. */
export function createFileReader({ root, allowOutside, onFile = () => undefined }: ReaderBounds): FileReader {
  const realRoot = realpathSync(root);
  const texts = new Map<string, Read<string>>();
  const isAllowed = (file: string): boolean => allowOutside || isInside(realRoot, file);
  const allowed = (path: string, baseDir: string): Read<string> => {
    const written = resolve(baseDir, path);
    if (isEnvFile(written)) return refused(path);
    if (isCredentialFile(written, root)) return credentials(path);
    const found = existing(written, { path, baseDir }, isAllowed);
    if (!found.ok) return found;
    if (isEnvFile(found.value)) return refused(path);
    if (isCredentialFile(found.value, realRoot)) return credentials(path);
    if (!isAllowed(found.value)) return outside(path, realRoot);
    onFile(found.value);
    return found;
  };
  return {
    resolve: allowed,
    placeFor(path, baseDir) {
      const found = allowed(path, baseDir);
      if (found.ok || found.problem.code !== "missing-file") return found;
      const real = leadsTo(resolve(baseDir, path));
      return real !== null && isAllowed(real) ? { ok: true, value: real } : outside(path, realRoot);
    },
    readText(path, baseDir) {
      const file = allowed(path, baseDir);
      if (!file.ok) return file;
      const known = texts.get(file.value);
      if (known !== undefined) return known;
      const read = readText(file.value, path);
      if (texts.size >= MAX_KEPT_TEXTS) texts.clear();
      if (!read.ok || read.value.length <= MAX_KEPT_CHARS) texts.set(file.value, read);
      return read;
    },
    readBytes(path, baseDir) {
      const file = allowed(path, baseDir);
      return file.ok ? readBytes(file.value, path) : file;
    },
    mayEnter: isAllowed,
    fromRoot: (file) => relative(realRoot, file).replaceAll(sep, "/"),
  };
}

function existing(file: string, named: NamedPath, isAllowed: (file: string) => boolean): Read<string> {
  const { path } = named;
  try {
    const stats = statSync(file, { throwIfNoEntry: false });
    if (stats === undefined) {
      const { nearest, hasFolder } = nearestFile(file, isAllowed);
      const near = nearest === null ? null : inFolderOf(path, nearest);
      const missing = { path, elsewhere: elsewhere(named, isAllowed), nearest: near, hasFolder };
      return problem(said("missing-file.path", missing));
    }
    if (!stats.isFile()) return problem(said("not-a-file", { path }));
    return { ok: true, value: realpathSync(file) };
  } catch (error) {
    return unreadable(path, error);
  }
}

/** Another name in the folder that a path leads to, as that path would be written. */
function inFolderOf(path: string, name: string): string {
  const folder = /^.*[/\\](?=[^/\\]*$)/s.exec(path)?.[0] ?? "";
  return `${folder}${name}`;
}

/** A path as it is written, and the folder that it is relative to. */
interface NamedPath {
  readonly path: string;
  readonly baseDir: string;
}

/** The same path from a folder above, such as the root: where people look who run from there. */
function elsewhere({ path, baseDir }: NamedPath, isAllowed: (file: string) => boolean): string | null {
  const forward = path.replace(/^(?:\.\.?\/)+/, "");
  for (let folder = baseDir; dirname(folder) !== folder; folder = dirname(folder)) {
    const file = resolve(folder, forward);
    if (!isAllowed(file)) return null;
    if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) continue;
    return relative(baseDir, file).replaceAll(sep, "/");
  }
  return null;
}

/** The name in the file's folder that is nearest. Nothing is told of folders that may not be read. */
function nearestFile(
  file: string,
  isAllowed: (file: string) => boolean,
): { readonly nearest: string | null; readonly hasFolder: boolean } {
  const folder = dirname(file);
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (stats === undefined || !stats.isDirectory()) return { nearest: null, hasFolder: false };
  const names = isAllowed(join(realpathSync(folder), basename(file))) ? readdirSync(folder) : [];
  const shown = names.filter((name) => !isEnvFile(name));
  return { nearest: nearestName(basename(file), shown), hasFolder: true };
}

function credentials(path: string): Read<never> {
  return problem(said("credential-file", { path }));
}

function outside(path: string, root: string): Read<never> {
  return problem(said("outside-root.path", { path, root: join(basename(root), sep) }));
}

function refused(path: string): Read<never> {
  return problem(said("env-file", { path }));
}

function readBytes(file: string, path: string): Read<Buffer> {
  try {
    const { size } = statSync(file);
    if (size > MAX_TEXT_BYTES) return problem(said("file-too-large.path", { path, bytes: size }));
    return { ok: true, value: readFileSync(file) };
  } catch (error) {
    return unreadable(path, error);
  }
}

/** Whatever the system refuses (permissions, a vanished file, a name it cannot have) is the user's to mend. */
function unreadable(path: string, error: unknown): Read<never> {
  if (!(error instanceof Error) || !("code" in error)) throw error;
  const reason = error.message.replaceAll("\0", "\\0");
  return problem(said("unreadable-file.path", { path, reason }));
}

function readText(file: string, path: string): Read<string> {
  const bytes = readBytes(file, path);
  if (!bytes.ok) return bytes;
  try {
    return { ok: true, value: new TextDecoder("utf-8", { fatal: true }).decode(bytes.value) };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return problem(said("not-utf8.file", { path }));
  }
}

function problem(text: Said): { readonly ok: false; readonly problem: Problem } {
  return { ok: false, problem: { pointer: [], ...text } };
}
