/** What `--case` and `--tag` ask for. */
export interface CaseSelection {
  /** Globs over case ids (`*` any characters, `?` one, `\*` and `\?` themselves); empty = all. */
  readonly cases: readonly string[];
  /** Tags, any of which suffices; `!tag` excludes. */
  readonly tags: readonly string[];
}

export interface Selectable {
  readonly id: string;
  readonly tags: readonly string[];
}

/** Whether a case is selected; compiled once per run. */
export function createSelector({ cases, tags }: CaseSelection): (planned: Selectable) => boolean {
  const patterns = cases.map(globPattern);
  const wanted = tags.filter((tag) => !tag.startsWith("!"));
  const unwanted = tags.filter((tag) => tag.startsWith("!")).map((tag) => tag.slice(1));
  return (planned) =>
    (patterns.length === 0 || patterns.some((pattern) => pattern.test(planned.id))) &&
    (wanted.length === 0 || wanted.some((tag) => planned.tags.includes(tag))) &&
    !unwanted.some((tag) => planned.tags.includes(tag));
}

/**
 * A glob over ids, in which `/`, brackets and braces have no meaning: ids like `greet[lang=fr]` are written as they are. A
 * backslash takes the meaning from a `*` or `?` behind it; any other one stands for itself.
 */
function globPattern(glob: string): RegExp {
  const parts = [...glob.matchAll(/\\([*?])|([*?])|([^])/gu)].map(([, literal, wild, other]) => {
    if (wild !== undefined) return wild === "*" ? "[^]*?" : "[^]";
    return (literal ?? other ?? "").replace(/[.*?+^${}()|[\]\\]/g, "\\$&");
  });
  return new RegExp(`^${parts.join("")}$`, "u");
}
