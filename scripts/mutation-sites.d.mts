export interface MutationSite {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export function mutationSites(file: string, source: string): MutationSite[];
