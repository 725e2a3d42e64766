/** One thing that `doctor` looked at. `hint`: the next step where it is not well. */
export interface Finding {
  readonly status: "ok" | "warning" | "error";
  readonly subject: string;
  readonly message: string;
  readonly hint: string | null;
}

/** What is well. */
export function ok(subject: string, message: string): Finding {
  return { status: "ok", subject, message, hint: null };
}
