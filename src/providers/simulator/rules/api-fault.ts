/** An error that the API answers with. */
export interface ApiFault {
  readonly status: number;
  readonly type: string;
  readonly message: string;
  /** `error.details.error_code`. */
  readonly code?: string;
  readonly retryAfterS?: number;
}

const TYPE_BY_STATUS: Readonly<Record<number, string>> = {
  400: "invalid_request_error",
  401: "authentication_error",
  402: "billing_error",
  403: "permission_error",
  404: "not_found_error",
  409: "conflict_error",
  413: "request_too_large",
  429: "rate_limit_error",
  504: "timeout_error",
  529: "overloaded_error",
};

/** The `error.type` that goes with a status. */
export function typeOfStatus(status: number): string {
  return TYPE_BY_STATUS[status] ?? (status < 500 ? "invalid_request_error" : "api_error");
}

/** The status that goes with an `error.type`; 500 for an unknown one. */
export function statusOfType(type: string): number {
  const found = Object.entries(TYPE_BY_STATUS).find(([, known]) => known === type);
  return found === undefined ? 500 : Number(found[0]);
}

/** A fault with the type that goes with its status. */
export function fault(status: number, message: string): ApiFault {
  return { status, type: typeOfStatus(status), message };
}

/** The body of an error response, and of an `error` event. */
export function faultBody({ type, message, code }: ApiFault, requestId: string): string {
  const details = code === undefined ? {} : { details: { error_code: code } };
  return JSON.stringify({ type: "error", error: { type, message, ...details }, request_id: requestId });
}
