import { extname } from "node:path";
import { nearestWord } from "../../base/nearest-word.ts";

const MOST_CHARACTERS = 300;
/** One line that ends as the name of a file does. */
const PATH = /^(?:\.{0,2}\/)?(?:[\w.@ -]+\/)*[\w.@ -]*\w\.[A-Za-z][A-Za-z0-9]{0,9}$/;
/** What is surely no sentence: folders, no blank, and the ending of a file that people write prompts, data and schemas into. */
const SURELY_PATH =
  /^[^\s]*\/[^\s]*\.(?:md|markdown|txt|text|liquid|prompt|j2|jinja2?|tmpl|ya?ml|json|jsonl|csv|xml|html)$/i;

/** Might a text be the path of a file? Whether there is one is for others to look up. */
export function isPathLike(text: string): boolean {
  return text.length <= MOST_CHARACTERS && PATH.test(text.trim());
}

/** Is a text a path and nothing else, whether the file is there or not? */
export function isSurelyPath(text: string): boolean {
  return isPathLike(text) && SURELY_PATH.test(text.trim());
}

/** The name of a file nearest to a misspelt one. What most names of a folder share, their ending, makes none near. */
export function nearestName(name: string, names: readonly string[]): string | null {
  const ending = extname(name);
  const [stem, alike] = [stemOf(name), names.filter((other) => extname(other) === ending)];
  const near = nearestWord(
    `${stem}.`,
    alike.map((other) => `${stemOf(other)}.`),
  ); // with its dot, or one letter is near nothing
  if (near !== null) return `${near.slice(0, -1)}${ending}`;
  return names.find((other) => stemOf(other) === stem || stemOf(other) === name) ?? null;
}

function stemOf(name: string): string {
  return name.slice(0, name.length - extname(name).length);
}
