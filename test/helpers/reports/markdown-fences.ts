/** A Markdown text without its fences: a fence ends at the first line that holds as many backticks or more, and nothing else. */
export function withoutFences(text: string): string {
  let fence: string | null = null;
  return text
    .split("\n")
    .filter((line) => {
      const ticks: string = /^`{3,}/.exec(line)?.[0] ?? "";
      if (fence === null) {
        if (ticks !== "") fence = ticks;
        return ticks === "";
      }
      if (ticks.length >= fence.length && line.trim() === ticks) fence = null;
      return false;
    })
    .join("\n");
}
