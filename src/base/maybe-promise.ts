/**
 * A value, or the promise of one. What waits only now and then (for an engine that is loaded when the first text needs it)
 * says so by this: a promise for each of some hundred steps a case costs more than the steps.
 */
export type MaybePromise<T> = T | Promise<T>;

/** Must it be waited for? */
export function isPending<T>(value: MaybePromise<T>): value is Promise<T> {
  return value instanceof Promise;
}

/** What `use` makes of a value: at once where the value is there. */
export function whenThere<T, Used>(value: MaybePromise<T>, use: (value: T) => MaybePromise<Used>): MaybePromise<Used> {
  return isPending(value) ? value.then(use) : use(value);
}

/** All of them: at once where they are all there. */
export function allThere<T>(values: readonly MaybePromise<T>[]): MaybePromise<readonly T[]> {
  // Where none is pending, all are values.
  return values.some(isPending) ? Promise.all(values) : (values as readonly T[]);
}
