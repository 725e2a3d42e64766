/** Rows that Page Up and Page Down go over. */
const FAR_ROWS = 10;

/** What takes the focus in a part of the grid: a cell's link, or a cell without one. */
export function stopIn(part: HTMLElement): HTMLElement | null {
  return part.matches("[tabindex]") ? part : part.querySelector<HTMLElement>("[tabindex]");
}

/** The rows of all tables in a box. */
export function rowsIn(box: HTMLElement): HTMLTableRowElement[] {
  return [...box.querySelectorAll<HTMLTableRowElement>("tbody tr")];
}

/**
 * Where a key goes from a place in the grid (ARIA practices for grids), from one table into the next; null for keys that
 * are no such thing.
 */
export function neighbour(box: HTMLElement, from: HTMLElement, { key, ctrlKey }: KeyboardEvent): HTMLElement | null {
  const row = from.closest("tr");
  const rows = rowsIn(box);
  const at = row === null ? -1 : rows.indexOf(row);
  if (row === null || at < 0) return null;
  const last = rows.length - 1;
  const column = [...row.cells].findIndex((cell) => cell.contains(from));
  const targets: Readonly<Record<string, readonly [row: number, column: number]>> = {
    ArrowUp: [at - 1, column],
    ArrowDown: [at + 1, column],
    ArrowLeft: [at, before(row, column)],
    ArrowRight: [at, after(row, column)],
    PageUp: [Math.max(0, at - FAR_ROWS), column],
    PageDown: [Math.min(last, at + FAR_ROWS), column],
    Home: ctrlKey ? [0, 0] : [at, 0],
    End: ctrlKey ? [last, Infinity] : [at, Infinity],
  };
  const target = targets[key];
  const cells = rows[target?.[0] ?? -1]?.cells;
  if (target === undefined || cells === undefined || target[1] < 0) return null;
  const cell = cells[Math.min(target[1], cells.length - 1)];
  return cell === undefined ? null : (stopIn(cell) ?? stopIn(cells[0] ?? cell));
}

/** The next cell to the left, and to the right, that takes the focus. */
function before({ cells }: HTMLTableRowElement, column: number): number {
  for (let at = column - 1; at >= 0; at--) if (canStop(cells[at])) return at;
  return -1;
}

function after({ cells }: HTMLTableRowElement, column: number): number {
  for (let at = column + 1; at < cells.length; at++) if (canStop(cells[at])) return at;
  return -1;
}

function canStop(cell: HTMLTableCellElement | undefined): boolean {
  return cell !== undefined && stopIn(cell) !== null;
}
