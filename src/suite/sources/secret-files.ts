import { realpathSync } from "node:fs";
import { basename, relative, sep } from "node:path";

/** `.env` and its kin, in whatever case a file system takes for the same. */
export function isEnvFile(file: string): boolean {
  return basename(file).toLowerCase().startsWith(".env");
}

/** Why a file is never read, wherever it lies, as its name or the name of what it leads to says; null: it may be. */
export function secretKind(file: string): "env-file" | "credential-file" | null {
  const names = [file, realpathSync(file)];
  if (names.some(isEnvFile)) return "env-file";
  return names.some((name) => CREDENTIAL_FILES.includes(basename(name).toLowerCase())) ? "credential-file" : null;
}

/** Folders and files that tools keep tokens in: a checkout's `.git/config` holds the one that it was fetched with. */
const CREDENTIAL_FOLDERS: readonly string[] = [".git", ".ssh", ".aws", ".gnupg", ".kube", ".docker"];
const CREDENTIAL_FILES: readonly string[] = [".git", ".git-credentials", ".netrc", "_netrc", ".npmrc", ".pypirc"];

/** `file` is a real path; `root`: that of the project. */
export function isCredentialFile(file: string, root: string): boolean {
  const steps = relative(root, file).toLowerCase().split(sep);
  return (
    CREDENTIAL_FILES.includes(steps.at(-1) ?? "") ||
    steps.slice(0, -1).some((step) => CREDENTIAL_FOLDERS.includes(step))
  );
}
