import { expect, test } from "vitest";
import { pypiRegistry } from "../../../src/services/pypi/pypi-registry.ts";
import { expectFault } from "../../expect-fault.ts";
import { type Answer, scriptedHttp } from "../../scripted-http.ts";
import { testClock } from "../../test-clock.ts";

const sha256 = "ab".repeat(32);

function registry(script: (url: string) => Answer) {
  const http = scriptedHttp(({ url }) => script(url));
  return { http, pypi: pypiRegistry({ http, clock: testClock() }) };
}

test("PyPI is asked for one release, and states a digest of each file", async () => {
  const url = "https://files.pythonhosted.org/packages/a-1.0-py3-none-any.whl";
  const file = { filename: "a-1.0-py3-none-any.whl", url, digests: { sha256, md5: "x" }, size: 1 };
  const { pypi, http } = registry((asked) => ({ body: asked === url ? Buffer.from("wheel") : { urls: [file] } }));
  const found = await pypi.files("a", "1.0");
  expect(found).toEqual([{ name: file.filename, address: url, sha256 }]);
  expect(http.requests[0]?.url).toBe("https://pypi.org/pypi/a/1.0/json");
  expect(Buffer.from(await pypi.fetch({ name: "a", address: url }, 10)).toString()).toBe("wheel");
  await expectFault("response-malformed", async () => pypi.fetch({ name: "a", address: "https://x.example/a" }, 10));
});

test("PyPI has no such release by 404, and any other answer is a fault", async () => {
  expect(await registry(() => ({ status: 404 })).pypi.files("a", "1")).toBeUndefined();
  await expectFault("network-unreachable", () => registry(() => ({ status: 403 })).pypi.files("a", "1"));
  const broken = { filename: "a", url: "https://pypi.org/a", digests: { sha256: "AB".repeat(32) } };
  await expectFault("response-malformed", () => registry(() => ({ body: { urls: [broken] } })).pypi.files("a", "1"));
});
