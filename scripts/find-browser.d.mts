export function findBrowser(
  env?: Readonly<Record<string, string | undefined>>,
  exists?: (path: string) => boolean,
): string | null;
export const LIGHT: string;
export function decideBrowser(state: {
  readonly isThere: boolean;
  readonly isLight: boolean;
  readonly mayInstall: boolean;
  readonly isCi: boolean;
}): "use" | "install" | "tell" | "fail";
