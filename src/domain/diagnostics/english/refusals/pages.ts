/** Why the servers of `view` and `label` do not do what a page, or whoever speaks to them, asks. */
export const PAGES = {
  "foreign-name": (): string => "this name is not of this machine",
  "get-only": (): string => "only GET is answered",
  "page-only": (): string => "only the page itself is answered",
  "pages-of-here-only": (): string => "only pages of this address may write",
  "page-of-here-only": (): string => "only the page of this address may write",
  "json-only": (): string => "only JSON is taken",
  "body-too-long": (): string => "this is too long",
  "no-mark": (): string => "this is no mark",
  "no-label": (): string => "this is no label",
  "no-such-action": (): string => "there is no such action",
  "no-such-page": (): string => "There is no such page.",
  "no-such-run-here": (): string => "There is no such run.",
  "no-run-of-suite": ({ suite }: { readonly suite: string }): string => `No run of a suite \`${suite}\` is stored.`,
  "two-runs-chosen": (): string => "Choose two runs of the list.",
};
