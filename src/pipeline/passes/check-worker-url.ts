/**
 * Where the program of the threads that grade checks is: the build puts it beside this module's own piece. Run from the
 * source (by tests), it is the built one, as threads load no TypeScript.
 */
export function checkWorkerUrl(): URL {
  const isSource = import.meta.url.endsWith(".ts");
  return new URL(isSource ? "../../../dist/chunks/check-worker.js" : "./check-worker.js", import.meta.url);
}
