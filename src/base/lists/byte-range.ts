/** Where a part of a file is, in bytes. */
export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}
