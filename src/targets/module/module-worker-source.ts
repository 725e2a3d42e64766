/**
 * The program of the thread that holds a module target, as text: it needs no file of its own, so that it works from the
 * source and from the bundle alike. It is CommonJS; the module itself is imported.
 *
 * It says { status: "loaded" } when its import has ended, well or not. It gets { file, maxChars, answers } as worker data, { ask: id, turn, context } and { abort: id } as messages, and answers each question on
 * the port `answers`, which the module is not shown (a library that it uses may post what it likes to the thread's parent), with
 * { id, status, text }: what was returned as JSON (undefined: JSON cannot hold it), or the words of what went wrong (of what is
 * loaded and has no default export that is a function there are none).
 */
export const MODULE_WORKER_SOURCE = `
const { parentPort, workerData } = require("node:worker_threads");
const { file, maxChars, answers } = workerData;
delete workerData.answers;
const thrownWords = (error) => {
  try {
    const isError = error instanceof Error;
    return { isError, words: isError ? error.name + ": " + error.message : String(error) };
  } catch { return { isError: false, words: "an object" }; } // as thrown-words.ts
};
const words = (error) => thrownWords(error).words;
const loaded = import(file).then(
  (module) => typeof module.default === "function"
    ? { answer: module.default }
    : {},
  (error) => ({ wrong: words(error) }),
);
loaded.then(() => answers.postMessage({ status: "loaded" }));
const open = new Map();
const written = (value) => {
  if (typeof value === "function" || typeof value === "symbol") return undefined;
  // A NaN is no amount; JSON would make null of it, as if nothing were said.
  const kept = (key, item) => (key === "cost_usd" && typeof item === "number" && !Number.isFinite(item) ? String(item) : item);
  try { return JSON.stringify(value, kept); } catch { return undefined; }
};
parentPort.on("message", async ({ ask: id, abort, turn, context }) => {
  if (abort !== undefined) return open.get(abort)?.abort();
  const over = new AbortController();
  open.set(id, over);
  try {
    const { answer, wrong } = await loaded;
    if (answer === undefined) return answers.postMessage({ id, status: "unloadable", text: wrong });
    if (over.signal.aborted) throw new Error("its time was over before it was loaded");
    const value = await answer(turn, { ...context, signal: over.signal });
    const text = written(value);
    if (text !== undefined && text.length > maxChars) return answers.postMessage({ id, status: "too-long" });
    answers.postMessage({ id, status: "returned", text, kind: value === null ? "null" : typeof value });
  } catch (error) {
    answers.postMessage({ id, status: "threw", text: words(error) });
  } finally {
    open.delete(id);
  }
});
`;
