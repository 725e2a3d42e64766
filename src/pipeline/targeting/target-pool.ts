/** Seats that trials hold until they leave: each seat so many at once. */
export class TargetPool<Seat> {
  private readonly make: () => Seat;
  private readonly size: number;
  private readonly perSeat: number;
  private readonly seats: { readonly seat: Seat; holders: number }[] = [];
  private readonly held = new Map<number, { readonly seat: Seat; holders: number }>();
  private readonly waiting: (() => void)[] = [];

  constructor(make: () => Seat, { size, perSeat }: { readonly size: number; readonly perSeat: number }) {
    this.make = make;
    this.size = size;
    this.perSeat = perSeat;
  }

  /** The seat that a trial holds; waits until there is one for it. Those who wait longest come first. */
  async enter(holder: number): Promise<Seat> {
    const known = this.held.get(holder);
    if (known !== undefined) return known.seat;
    let free = this.waiting.length > 0 ? null : this.free();
    while (free === null) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
      free = this.free();
    }
    free.holders += 1;
    this.held.set(holder, free);
    return free.seat;
  }

  leave(holder: number): void {
    const held = this.held.get(holder);
    if (held === undefined) return;
    this.held.delete(holder);
    held.holders -= 1;
    this.waiting.shift()?.();
  }

  get all(): readonly Seat[] {
    return this.seats.map(({ seat }) => seat);
  }

  private free(): { readonly seat: Seat; holders: number } | null {
    const known = this.seats.find(({ holders }) => holders < this.perSeat);
    if (known !== undefined) return known;
    if (this.seats.length >= this.size) return null;
    const made = { seat: this.make(), holders: 0 };
    this.seats.push(made);
    return made;
  }
}
