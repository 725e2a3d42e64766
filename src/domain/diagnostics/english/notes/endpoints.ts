/** What an endpoint says of itself that has to be known. */
export const ENDPOINTS = {
  "simulator-answers": (): string =>
    "warning: the endpoint says that it is prompt-run's simulator: what it answers is SIMULATED, and not recorded",
  "strange-limit": ({ name, value }: { readonly name: string; readonly value: string }): string =>
    `warning: the endpoint says ${name}: ${value}, which makes no sense: it is not gone by`,
};
