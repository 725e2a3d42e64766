/** What a record holds under a name from an address; what objects have of themselves ("constructor") is not in it. */
export function named<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
