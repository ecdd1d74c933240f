import { expect, test } from "vitest";
import { isPlainHost, parseWebAddress, withoutLogin } from "../../src/kernel/web-address.ts";
import { expectFault } from "../expect-fault.ts";

test.each([
  "https://service.example/a?b=c",
  "http://localhost:8080/",
  "http://sub.localhost/",
  "http://127.0.0.1:1/x",
  "http://127.1/",
  "http://127.10.200.30/",
  "http://[::1]:8080/",
])("accepts %s", (address) => {
  expect(parseWebAddress(address).href).toBe(new URL(address).href);
});

test("lets http go to other machines where that is asked for, and nothing else", async () => {
  expect(parseWebAddress("http://crl.example/a", "it", true).href).toBe("http://crl.example/a");
  for (const text of ["ftp://crl.example", "http://a:b@crl.example", "file:///a"]) {
    await expectFault("address-refused", () => parseWebAddress(text, "it", true));
  }
});

test("drops the fragment, which no server sees", () => {
  expect(parseWebAddress("https://service.example/#part").href).toBe("https://service.example/");
});

test.each([
  "",
  "service.example",
  "http://service.example/",
  "http://127.0.0.1.service.example/",
  "http://localhost.service.example/",
  "http://10.0.0.1/",
  "ftp://localhost/",
  "file:///etc/passwd",
  "javascript:alert(1)",
])("refuses %j, which is neither https nor on this machine (O09)", async (address) => {
  await expectFault("address-refused", () => parseWebAddress(address));
});

test.each(["user:canary@", "canary@", ":canary@"])(
  "refuses the credentials %s and does not repeat them",
  async (given) => {
    const fault = await expectFault("address-refused", () => parseWebAddress(`https://${given}service.example/`));
    expect(fault.message).toBe("an address contains credentials");
  },
);

test.each(["ghcr.io", "ghcr.io:444", "10.0.0.1:5000", "localhost", "localhost:443", "127.0.0.1:5000"])(
  "%s is the one spelling of a host",
  (host) => {
    expect(isPlainHost(host)).toBe(true);
  },
);

test.each([
  "",
  "GHCR.io",
  "ghcr.io:443",
  "ghcr.io:0443",
  "ghcr.io:00444",
  "127.1:5000",
  "0x7f.1",
  "localhost:80",
  "a b",
  "1.999",
])("%j is none, or not the only one", (host) => {
  expect(isPlainHost(host)).toBe(false);
});

test.each([
  ["https://user:canary@github.com/o/r", "https://\u2026@github.com/o/r"],
  ["https://canary@github.com/o/r", "https://\u2026@github.com/o/r"],
  ["HTTP://user:can/ary@github.com", "HTTP://\u2026@github.com"],
  ["user:can/ary@registry.example:5000/x:1", "\u2026@registry.example:5000/x:1"],
  [`u:p@ghcr.io/x@sha256:${"0".repeat(64)}`, `\u2026@ghcr.io/x@sha256:${"0".repeat(64)}`],
  ["owner/name@v1.2.3", "owner/name@v1.2.3"],
  ["git@github.com:owner/name", "git@github.com:owner/name"],
  [`localhost:5000/x@sha256:${"0".repeat(64)}`, `localhost:5000/x@sha256:${"0".repeat(64)}`],
])("%j is shown as %j", (text, shown) => {
  expect(withoutLogin(text)).toBe(shown);
});
