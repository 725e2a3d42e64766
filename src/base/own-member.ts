/**
 * The member of a record that a name from outside stands for (a tool, a model, a key of a suite), or undefined. Its own
 * members only: every object also has `constructor`, `toString` and `__proto__`.
 */
export function ownMember<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
