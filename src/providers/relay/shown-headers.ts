/** What of the API's headers says something to an application; lengths, codings and cookies are of one connection. */
const SHOWN = /^(content-type|request-id|retry-after|retry-after-ms|x-should-retry|anthropic-.*|x-prompt-run-.*)$/;

/** The headers of a response that go on to an application. */
export function shownHeaders(headers: Headers): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => SHOWN.test(name.toLowerCase())));
}
