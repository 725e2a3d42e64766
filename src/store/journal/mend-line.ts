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
const usage: Mend = (value) => mended(value, USAGE);
const TIMES = { ttft_ms: measure, latency_ms: measure };
const TURN: Readonly<Record<string, Mend>> = {
  ...TIMES,
  usage: (value) => mended(value, TRIAL_USAGE),
  cost_usd: measure,
};
const ATTEMPT: Readonly<Record<string, Mend>> = { at: time, status: countOrNull, waited_ms: waited };
const RECORD: Readonly<Record<string, Mend>> = {
  ...TURN,
  queued_ms: measure,
  turns: (value) => each(value, TURN),
  attempts: (value) => each(value, ATTEMPT),
};
const COMPLETION: Readonly<Record<string, Mend>> = { usage };

const LINES: Readonly<Record<string, Readonly<Record<string, Mend>>>> = {
  run: { started_at: time },
  sent: { at: time, reserved_pico: pico },
  call: {
    ...TIMES,
    at: time,
    http_status: countOrNull,
    cost_pico: pico,
    uncertain_pico: pico,
    waited_ms: waited,
    queued_ms: waited,
    completion: (value) => mended(value, COMPLETION),
  },
  trial: { record: (value) => mended(value, RECORD) },
  end: { at: time },
};

/**
 * A journal's line with what is odd in its measures made unknown: a negative latency, a cost that is no number, a moment
 * that is none. What is odd in one of them costs it and not the run. What verdicts rest on is not touched: the schema says
 * of that whether the line is one. Changes the value that it is given.
 */
export function mendLine(line: unknown): unknown {
  const type = isFields(line) ? line["type"] : undefined;
  const fields = typeof type === "string" && Object.hasOwn(LINES, type) ? LINES[type] : undefined;
  return fields === undefined ? line : mended(line, fields);
}

function mended(value: unknown, fields: Readonly<Record<string, Mend>>): unknown {
  if (!isFields(value)) return value;
  for (const [key, mend] of Object.entries(fields)) if (Object.hasOwn(value, key)) value[key] = mend(value[key]);
  return value;
}

function each(value: unknown, fields: Readonly<Record<string, Mend>>): unknown {
  if (Array.isArray(value)) for (const item of value) mended(item, fields);
  return value;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
