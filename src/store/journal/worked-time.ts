import type { JournalLine } from "../../domain/formats/records.ts";

/**
 * How long the sessions of a journal worked: each from its first line with a time to its last, the first one from the run's
 * start. What lies between two sessions is nobody's work. Times are ISO 8601 in UTC, which sort as texts.
 */
export class WorkedTime {
  #doneMs = 0;
  #first: string | null = null;
  #last: string | null = null;
  #sessions = 0;

  add(line: JournalLine): void {
    if (line.type === "run") {
      this.#doneMs = this.ms();
      this.#sessions += 1;
      // Later sessions repeat when the run began.
      this.#first = this.#last = this.#sessions === 1 ? line.started_at : null;
      return;
    }
    if (!("at" in line)) return;
    this.#first ??= line.at;
    if (this.#last === null || line.at > this.#last) this.#last = line.at;
  }

  /** All sessions so far, in milliseconds. */
  ms(): number {
    if (this.#first === null || this.#last === null) return this.#doneMs;
    return this.#doneMs + Math.max(0, Date.parse(this.#last) - Date.parse(this.#first));
  }
}
