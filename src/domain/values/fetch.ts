/** A `fetch`: the platform's, or one that stands in for it. */
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
