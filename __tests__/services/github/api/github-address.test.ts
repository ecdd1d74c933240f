import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { apiAddressOf, gitHubAddress, ownAddress } from "../../../../src/services/github/api/github-address.ts";
import { releaseSchema } from "../../../../src/services/github/release/release-schemas.ts";
import { expectFault } from "../../../expect-fault.ts";

const SERVERS = [
  ["https://api.github.com", "https://github.com", "https://uploads.github.com"],
  ["https://api.octo.ghe.com", "https://octo.ghe.com", "https://uploads.octo.ghe.com"],
  ["https://ghes.example/api/v3/", "https://ghes.example", "https://ghes.example"],
  ["http://127.0.0.1:8080", "http://127.0.0.1:8080", "http://127.0.0.1:8080"],
] as const;

test.each(SERVERS)("behind %s, pages are at %s and uploads go to %s (G19)", (api, web, uploads) => {
  expect(gitHubAddress(api, "o/r")).toMatchObject({ web, uploads });
});

describe("an address that an answer names", () => {
  test.each(SERVERS)("is taken where it is of the server: %s", (api, web, uploads) => {
    const address = gitHubAddress(api, "o/r");
    for (const origin of [web, uploads]) expect(ownAddress(`${origin}/o/r`, address)).toBe(`${origin}/o/r`);
  });

  test.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "http://github.com/o/r/releases/tag/v1",
    "https://github.com.evil.example/o/r",
    "https://evil.example/https://github.com/",
    "https://name:word@github.com/o/r",
    "https://github.com/o/r\n::error::y) [z](https://evil.example",
    "https://github.com/o/r tag",
    "https://github.com:8443/o/r",
    "https://uploads.octo.ghe.com/o/r",
    "//github.com/o/r",
    "x",
    "",
  ])("is refused in a release, for its page and for uploads: %j (G20, X20)", async (named) => {
    const schema = releaseSchema(gitHubAddress("https://api.github.com", "o/r"));
    const good = "https://github.com/o/r/releases/tag/v1";
    const release = { id: 1, tag_name: "v1", draft: true, prerelease: false, html_url: good, upload_url: good };
    expect(v.parse(schema, release)).toEqual(release);
    for (const field of ["html_url", "upload_url"]) {
      await expectFault("address-refused", () => v.parse(schema, { ...release, [field]: named }));
    }
  });
});

test("knows where the API of a host is", () => {
  expect(apiAddressOf("github.com")).toBe("https://api.github.com");
  expect(apiAddressOf("octo.ghe.com")).toBe("https://api.octo.ghe.com");
  expect(apiAddressOf("git.octo.example:8443")).toBe("https://git.octo.example:8443/api/v3");
  expect(apiAddressOf("api.evil.ghe.com.example")).toBe("https://api.evil.ghe.com.example/api/v3");
});
