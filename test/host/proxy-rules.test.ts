import { describe, expect, test } from "vitest";
import { DIRECT, networkOf } from "../../src/domain/environment/network.ts";
import { isUsableProxy, proxyFor } from "../../src/host/proxy-rules.ts";

const PROXY = "http://proxy.corp:3128";

/** Is the URL reached through the proxy, with these exceptions? */
function isProxied(url: string, noProxy: string): boolean {
  return proxyFor(new URL(url), { ...DIRECT, httpProxy: PROXY, httpsProxy: PROXY, noProxy }) !== null;
}

describe("NO_PROXY", () => {
  test.each([
    ["https://api.anthropic.com/v1", "", true],
    ["https://api.anthropic.com/v1", "*", false],
    ["https://api.anthropic.com/v1", "api.anthropic.com", false],
    ["https://api.anthropic.com/v1", "API.Anthropic.COM", false],
    ["https://api.anthropic.com./v1", "api.anthropic.com", false],
    ["https://api.anthropic.com/v1", "anthropic.com", false],
    ["https://api.anthropic.com/v1", ".anthropic.com", false],
    ["https://api.anthropic.com/v1", "*.anthropic.com", false],
    ["https://notanthropic.com/v1", "anthropic.com", true],
    ["https://anthropic.com.evil.example/v1", "anthropic.com", true],
    ["https://api.anthropic.com/v1", "com.", false],
    ["https://api.anthropic.com/v1", "api", true],
    ["https://api.anthropic.com/v1", "other.example, api.anthropic.com", false],
    ["https://api.anthropic.com/v1", "other.example api.anthropic.com", false],
    ["https://api.anthropic.com/v1", ",, ,", true],
    ["https://api.anthropic.com/v1", "api.anthropic.com:443", false],
    ["https://api.anthropic.com/v1", "api.anthropic.com:8443", true],
    ["http://gw.corp:8080/v1", "gw.corp:8080", false],
    ["http://gw.corp/v1", "gw.corp:80", false],
    ["http://127.0.0.1:9/v1", "", true],
    ["http://127.0.0.1:9/v1", "127.0.0.1", false],
    ["http://127.0.0.1:9/v1", "127.0.0.1:9", false],
    ["http://127.0.0.1:9/v1", "127.0.0.1:10", true],
    ["http://127.0.0.1:9/v1", "127.0.0.0/8", false],
    ["http://128.0.0.1:9/v1", "127.0.0.0/8", true],
    ["http://10.1.2.3/v1", "10.0.0.0/8", false],
    ["http://10.1.2.3/v1", "10.0.0.0/80", true],
    ["http://10.1.2.3/v1", "1", true],
    ["http://10.1.2.3/v1", ".3", true],
    ["http://[::1]:9/v1", "::1", false],
    ["http://[::1]:9/v1", "[::1]", false],
    ["http://[::1]:9/v1", "[::1]:9", false],
    ["http://[::1]:9/v1", "[::1]:10", true],
    ["http://[0:0:0:0:0:0:0:1]:9/v1", "::1", false],
    ["http://[fd00::12]/v1", "fd00::/8", false],
    ["http://localhost:9/v1", "localhost", false],
    ["http://localhost:9/v1", "127.0.0.1", true],
    ["http://10.1.2.3/v1", "not a range/8, x/y/z, /", true],
  ])("%s with %j: %s", (url, noProxy, proxied) => {
    expect(isProxied(url, noProxy)).toBe(proxied);
  });
});

test("each scheme has its proxy; small letters win; what is empty is none", () => {
  const env = { HTTPS_PROXY: "a:1", https_proxy: "b:2", HTTP_PROXY: " ", no_proxy: "x", NO_PROXY: "y" };
  const network = networkOf(env);
  expect(network).toMatchObject({ httpsProxy: "b:2", httpProxy: null, noProxy: "x" });
  expect(proxyFor(new URL("https://h/"), network)).toBe("http://b:2");
  expect(proxyFor(new URL("http://h/"), network)).toBeNull();
  expect(networkOf({ ALL_PROXY: "c:3", HTTP_PROXY: "d:4" })).toMatchObject({ httpsProxy: "c:3", httpProxy: "d:4" });
  expect(networkOf({})).toEqual(DIRECT);
});

test.each([
  ["http://proxy:3128", true],
  ["https://user:word@proxy:3128", true],
  ["proxy:3128", true],
  ["proxy", true],
  ["socks5://proxy:1080", false],
  ["http://", false],
  ["http://proxy:99999", false],
])("%s can be a proxy: %s", (proxy, usable) => {
  expect(isUsableProxy(proxy)).toBe(usable);
});
