const PLAIN = /^[A-Za-z_$][\w$]*$/;

/** Steps into a value as a program writes them: `cases[0].expect[1].contains`, `vars["a b"]`; empty for the value itself. */
export function pointerPath(pointer: readonly (string | number)[]): string {
  return pointer
    .map((step, index) => {
      if (typeof step === "number") return `[${step}]`;
      if (!PLAIN.test(step)) return `[${JSON.stringify(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join("");
}
