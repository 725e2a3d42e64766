import { createRequire } from "node:module";

/** Packages that a user may install beside this one. */
export interface OptionalPeers {
  has(name: string): boolean;
  load(name: string): Promise<unknown>;
}

/**
 * Those that are installed where this package is, or above it. A project's own folder is not asked: what stands in a
 * checkout must not run with the credentials of this machine.
 */
export const INSTALLED_PEERS: OptionalPeers = {
  has(name) {
    try {
      createRequire(import.meta.url).resolve(name);
      return true;
    } catch {
      return false;
    }
  },
  load: (name) => import(name),
};
