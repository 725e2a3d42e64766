/** Values that stand or fall together (of a cluster, or one alone): their sum, how many they are, and how often that occurs. */
export interface MeanUnit {
  readonly sum: number;
  readonly cases: number;
  readonly times: number;
}
