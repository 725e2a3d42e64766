/** Places that trials hold until they leave: each place so many at once. */
export class TargetPool<Place> {
  private readonly make: () => Place;
  private readonly size: number;
  private readonly perPlace: number;
  private readonly places: { readonly place: Place; holders: number }[] = [];
  private readonly held = new Map<number, { readonly place: Place; holders: number }>();
  private readonly waiting: (() => void)[] = [];

  constructor(make: () => Place, { size, perPlace }: { readonly size: number; readonly perPlace: number }) {
    this.make = make;
    this.size = size;
    this.perPlace = perPlace;
  }

  /** The place that a trial holds; waits until there is one for it. Those who wait longest come first. */
  async enter(holder: number): Promise<Place> {
    const known = this.held.get(holder);
    if (known !== undefined) return known.place;
    let free = this.waiting.length > 0 ? null : this.free();
    while (free === null) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
      free = this.free();
    }
    free.holders += 1;
    this.held.set(holder, free);
    return free.place;
  }

  leave(holder: number): void {
    const held = this.held.get(holder);
    if (held === undefined) return;
    this.held.delete(holder);
    held.holders -= 1;
    this.waiting.shift()?.();
  }

  get all(): readonly Place[] {
    return this.places.map(({ place }) => place);
  }

  private free(): { readonly place: Place; holders: number } | null {
    const known = this.places.find(({ holders }) => holders < this.perPlace);
    if (known !== undefined) return known;
    if (this.places.length >= this.size) return null;
    const made = { place: this.make(), holders: 0 };
    this.places.push(made);
    return made;
  }
}
