export interface LoopResult {
  readonly loop: number;
  readonly answers?: readonly string[];
  readonly error?: string;
}

export function storm(options: {
  readonly loops: number;
  readonly atOnce: number;
  readonly baseURL: string;
  readonly apiKey: string;
  readonly onLoop: (result: LoopResult) => void;
}): Promise<void>;
