type Fields = Record<string, unknown>;
/** The value itself where it is what it should be, else what stands for "unknown" or "none". */
type Mend = (value: unknown) => unknown;

const MOST_TOKENS = 1e12;
const UNKNOWN_TIME = "1970-01-01T00:00:00.000Z";
const ISO_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?Z$/;

const isMeasure = (value: unknown): boolean =>
  typeof value === "number" && value >= 0 && value <= Number.MAX_SAFE_INTEGER;
const measure: Mend = (value) => (isMeasure(value) ? value : null);
const waited: Mend = (value) => (isMeasure(value) ? value : 0);
const isCount = (value: unknown): boolean =>
  Number.isInteger(value) && isMeasure(value) && Number(value) <= MOST_TOKENS;
const count: Mend = (value) => (isCount(value) ? value : 0);
const countOrNull: Mend = (value) => (isCount(value) ? value : null);
const pico: Mend = (value) => (typeof value === "string" && /^\d{1,30}$/.test(value) ? value : null);
const time: Mend = (value) =>
  typeof value === "string" && ISO_TIME.test(value) && !Number.isNaN(Date.parse(value)) ? value : UNKNOWN_TIME;

/** What is mended of a map: its members by name. */
type Mends = readonly (readonly [key: string, mend: Mend])[];

const USAGE: Readonly<Record<string, Mend>> = {
  input_tokens: count,
  output_tokens: count,
  cache_read_tokens: count,
  cache_write_5m_tokens: count,
  cache_write_1h_tokens: count,
  thinking_tokens: countOrNull,
  web_search_requests: count,
};
/** What a record says of tokens may be unknown; what a call says is written with what is not known beside it. */
const TRIAL_USAGE = Object.fromEntries(Object.keys(USAGE).map((key) => [key, countOrNull]));
const TIMES = { ttft_ms: measure, latency_ms: measure };
const TURN = { ...TIMES, usage: inside(TRIAL_USAGE), cost_usd: measure };
const ATTEMPT = { at: time, status: countOrNull, waited_ms: waited };
const RECORD = { ...TURN, queued_ms: measure, turns: eachInside(TURN), attempts: eachInside(ATTEMPT) };
const CALL = {
  ...TIMES,
  at: time,
  http_status: countOrNull,
  cost_pico: pico,
  uncertain_pico: pico,
  waited_ms: waited,
  queued_ms: waited,
  completion: inside({ usage: inside(USAGE) }),
};

/** Made once: every line of a journal is mended. */
const LINES: Readonly<Record<string, Mends>> = {
  run: Object.entries({ started_at: time }),
  sent: Object.entries({ at: time, reserved_pico: pico }),
  call: Object.entries(CALL),
  trial: Object.entries({ record: inside(RECORD) }),
  end: Object.entries({ at: time }),
};

/**
 * A journal's line with what is odd in its measures made unknown: a negative latency, a cost that is no number, a moment
 * that is none. What is odd in one of them costs it and not the run. What verdicts rest on is not touched: the schema says
 * of that whether the line is one. Changes the value that it is given.
 */
export function mendLine(line: unknown): unknown {
  const type = isFields(line) ? line["type"] : undefined;
  const mends = typeof type === "string" && Object.hasOwn(LINES, type) ? LINES[type] : undefined;
  return mends === undefined ? line : mended(line, mends);
}

/** Mends the members of a map. */
function inside(fields: Readonly<Record<string, Mend>>): Mend {
  const mends = Object.entries(fields);
  return (value) => mended(value, mends);
}

/** The same for each map of a list. */
function eachInside(fields: Readonly<Record<string, Mend>>): Mend {
  const mends = Object.entries(fields);
  return (value) => {
    if (Array.isArray(value)) for (const item of value) mended(item, mends);
    return value;
  };
}

function mended(value: unknown, mends: Mends): unknown {
  if (!isFields(value)) return value;
  for (const [key, mend] of mends) if (Object.hasOwn(value, key)) value[key] = mend(value[key]);
  return value;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
