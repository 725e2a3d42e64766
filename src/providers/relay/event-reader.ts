import { failureWords } from "../../domain/diagnostics/failure-words.ts";
import { parseBoundedJson, MAX_STORED_LEVELS } from "../../base/bounded-json.ts";

/** What a stream of events holds that is none of ours. */
export class BadEvent extends SyntaxError {
  override readonly name: string = "BadEvent";
}

const NEWLINE = 0x0a;
const decoder = new TextDecoder();

/**
 * Takes the bytes of an event stream (HTML standard, §9.2) as they come and gives the JSON of each event that is whole. The
 * API's events carry their type in the data, so that only `data:` lines matter.
 */
export class EventReader {
  private rest: Uint8Array[] = [];
  private data: string[] = [];

  /** The events that are whole with these bytes. Throws `BadEvent`. */
  add(bytes: Uint8Array): unknown[] {
    const events: unknown[] = [];
    let from = 0;
    for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, from)) {
      this.takeLine(this.joined(bytes.subarray(from, end)), events);
      from = end + 1;
    }
    // The transport may use its buffer again.
    if (from < bytes.length) this.rest.push(bytes.slice(from));
    return events;
  }

  private joined(last: Uint8Array): string {
    if (this.rest.length === 0) return decoder.decode(last);
    const whole = Buffer.concat([...this.rest, last]);
    this.rest = [];
    return decoder.decode(whole);
  }

  private takeLine(text: string, events: unknown[]): void {
    const line = text.endsWith("\r") ? text.slice(0, -1) : text;
    if (line.startsWith("data:")) {
      this.data.push(line.slice(line.startsWith("data: ") ? 6 : 5));
      return;
    }
    if (line !== "" || this.data.length === 0) return;
    const json = this.data.join("\n");
    this.data = [];
    events.push(parsed(json));
  }
}

function parsed(json: string): unknown {
  try {
    return parseBoundedJson(json, MAX_STORED_LEVELS);
  } catch (error) {
    throw new BadEvent(
      failureWords("event-no-json", { reason: error instanceof Error ? error.message : String(error) }),
    );
  }
}
