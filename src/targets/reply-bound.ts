/** So many characters a reply of an application in this process may have as JSON: as many as a line of a command. */
export const MAX_REPLY_CHARS = 32_000_000;
