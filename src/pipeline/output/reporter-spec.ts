/** What `--reporter NAME[=FILE]` says. */
export interface ReporterSpec {
  readonly name: string;
  /** Null: stdout, which `-` means too. Empty: there is nothing behind the sign. */
  readonly file: string | null;
}

export function reporterSpec(spec: string): ReporterSpec {
  const sign = spec.indexOf("=");
  if (sign < 0) return { name: spec, file: null };
  const file = spec.slice(sign + 1);
  return { name: spec.slice(0, sign), file: file === "-" ? null : file };
}
