/** How many there may be, both ends included; `max` Infinity: as many as you like. */
export interface CountRange {
  readonly min: number;
  readonly max: number;
}
