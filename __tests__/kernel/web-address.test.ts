import { expect, test } from "vitest";
import { parseWebAddress } from "../../src/kernel/web-address.ts";
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
