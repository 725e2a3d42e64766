const MAX_KEPT = 2_000;

/** The end of what a process writes, however much that is. */
export class OutputTail {
  private kept = "";

  add(text: string): void {
    this.kept = (this.kept + text).slice(-2 * MAX_KEPT);
  }

  /** As it follows a message; empty where nothing was written. */
  words(): string {
    const text = this.kept.trim();
    if (text === "") return "";
    return `; the end of its stderr: ${text.length > MAX_KEPT ? `…${text.slice(-MAX_KEPT)}` : text}`;
  }
}
