/**
 * The program of the worker that runs a user's script, as text: it needs no file of its own, so that it works from the
 * source and from the bundle alike. It is CommonJS; the script itself is imported as a module.
 *
 * It gets { file, answers } as worker data and { completion, context } as messages, and answers each with
 * { status, value | why } on the port `answers`, which the script is not shown: a library that it uses may post what it
 * likes to the thread's parent. Values are cut down to what a verdict is made of, so that they can be sent.
 */
export const SCRIPT_WORKER_SOURCE = `
const { parentPort, workerData } = require("node:worker_threads");
const { file, answers } = workerData;
delete workerData.answers;
const plain = (value) => {
  if (value === null || typeof value !== "object") return typeof value === "function" || typeof value === "symbol" ? typeof value : value;
  const part = (key) => { const member = value[key]; return member !== null && typeof member === "object" || typeof member === "function" || typeof member === "symbol" ? typeof member : member; };
  return { pass: part("pass"), score: part("score"), reason: part("reason") };
};
const thrownWords = (error) => {
  try {
    const isError = error instanceof Error;
    return { isError, words: isError ? error.name + ": " + error.message : String(error) };
  } catch { return { isError: false, words: "an object" }; } // as thrown-words.ts
};
const thrown = (error) => ({ code: "thrown", ...thrownWords(error) });
const loaded = import(file).then(
  (module) => typeof module.default === "function"
    ? { grade: module.default }
    : { status: "unloadable", why: { code: "script.no-function" } },
  (error) => ({ status: "unloadable", why: { code: "script.unloadable", thrown: thrown(error) } }),
);
parentPort.on("message", async ({ completion, context }) => {
  const script = await loaded;
  if (script.grade === undefined) return answers.postMessage(script);
  try {
    answers.postMessage({ status: "returned", value: plain(await script.grade(completion, context)) });
  } catch (error) {
    answers.postMessage({ status: "threw", why: { code: "script.threw", thrown: thrown(error) } });
  }
});
`;
