/** Making elements, and putting figures and texts into words. */
export const DOM: string = String.raw`
const byId = (id) => document.getElementById(id);

/** An element with attributes and children; strings become text, never markup. */
function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value !== null && value !== false) element.setAttribute(key, value === true ? "" : String(value));
  }
  for (const child of children) if (child !== null) element.append(child);
  return element;
}

const UNPRINTABLE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff]|\p{Surrogate}/gu;

/** Control characters, direction overrides and half characters made visible. */
function visible(text) {
  return text.replace(UNPRINTABLE, (char) => {
    const code = char.charCodeAt(0);
    return code < 256 ? "\\x" + code.toString(16).padStart(2, "0") : "\\u" + code.toString(16).padStart(4, "0");
  });
}

const usd = (value) => (value === null ? "unknown" : value === 0 ? "$0" : value < 0.0001 ? "<$0.0001" : "$" + value.toFixed(value < 1 ? 4 : 2));
const ms = (value) => (value === null ? "unknown" : value < 1000 ? Math.round(value) + " ms" : (value / 1000).toFixed(2) + " s");
const counted = (count, noun) => count + " " + noun + (count === 1 ? "" : "s");
`;
