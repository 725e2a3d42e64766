import { SENDING } from "./sending.ts";
import { STOPS } from "./stops.ts";
import { STREAM } from "./stream.ts";
import { TURNS } from "./turns.ts";

/** The English of failures of requests and turns, and of what keeps a trial from them. */
export const FAILURES: typeof SENDING & typeof STOPS & typeof STREAM & typeof TURNS = {
  ...SENDING,
  ...STOPS,
  ...STREAM,
  ...TURNS,
};
