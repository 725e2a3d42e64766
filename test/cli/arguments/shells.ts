import { spawnSync } from "node:child_process";

const INSTALL_MS = 120_000;

/** Is this shell here? Where it is missing and may be brought (root on Debian), it is brought first. */
export function hasShell(name: string): boolean {
  if (runs(name, "-c", "true")) return true;
  if (process.platform !== "linux" || process.getuid?.() !== 0 || !runs("apt-get", "--version")) return false;
  const install = (): boolean => runs("apt-get", "install", "-y", "-qq", "--no-install-recommends", name);
  if (!install() && runs("apt-get", "update", "-qq")) install();
  return runs(name, "-c", "true");
}

function runs(command: string, ...args: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return spawnSync(command, args, { env, timeout: INSTALL_MS, stdio: "ignore" }).status === 0;
}
