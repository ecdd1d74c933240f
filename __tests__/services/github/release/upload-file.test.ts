import { describe, expect, test } from "vitest";
import { sha256Hex } from "../../../../src/crypto/node-digest.ts";
import { Fault } from "../../../../src/kernel/fault.ts";
import type { HttpRequest } from "../../../../src/ports/http.ts";
import { gitHubAddress } from "../../../../src/services/github/api/github-address.ts";
import { createGitHubApi } from "../../../../src/services/github/api/github-api.ts";
import { releaseFiles } from "../../../../src/services/github/release/release-files.ts";
import { uploadFile } from "../../../../src/services/github/release/upload-file.ts";
import { expectFault } from "../../../expect-fault.ts";
import { testClock } from "../../../test-clock.ts";
import { API, memoryGitHub, TOKEN, UPLOADS } from "../memory-github.ts";

const BYTES = Buffer.from("a tool\n");
const FILE = { name: "tool", size: BYTES.length, sha256: sha256Hex(BYTES) };
const isUpload = ({ method, url }: HttpRequest): boolean => method === "POST" && url.startsWith(UPLOADS);

function draft() {
  const github = memoryGitHub("a".repeat(40));
  const stored = github.addRelease({ tag_name: "v1.0.0" });
  const clock = testClock();
  const api = createGitHubApi(gitHubAddress(API, "octo-org/octo-tool"), TOKEN, { http: github, clock });
  const upload = (bytes: Uint8Array = BYTES, file = FILE, uploadUrl?: string) => {
    const release = {
      ...{ id: stored.id, tag_name: "v1.0.0", draft: true, prerelease: false, html_url: "https://github.com/x" },
      upload_url: uploadUrl ?? `${UPLOADS}/repos/octo-org/octo-tool/releases/${stored.id}/assets{?name,label}`,
    };
    const body = {
      size: file.size,
      async *chunks() {
        if (bytes.length > 0) yield bytes;
      },
    };
    const conflict = (): Fault => new Fault("release-conflict", "taken");
    return uploadFile(
      { api, files: releaseFiles(api, stored.id), release },
      { file, body, isEvidence: false, conflict },
    );
  };
  return { github, stored, upload, clock, uploads: () => github.requests.filter(isUpload).length };
}

describe("an upload", () => {
  test("is stored as it is", async () => {
    const { upload, stored } = draft();
    await upload();
    expect(stored.assets.map(({ name, bytes }) => [name, bytes.length])).toEqual([["tool", 7]]);
  });

  test.each([502, 500, 504])(
    "that ends with %d and leaves a starter is cleaned up and done again (G06)",
    async (status) => {
      const { github, stored, upload, uploads } = draft();
      github.interfere = (request) => {
        if (!isUpload(request) || uploads() > 1) return undefined;
        github.addAsset(stored, "tool", "", "starter");
        return { status };
      };
      await upload();
      expect(uploads()).toBe(2);
      expect(stored.assets).toMatchObject([{ name: "tool", state: "uploaded", bytes: BYTES }]);
    },
  );

  test.each([[{ status: 502 }], [new Fault("network-unreachable", "reset")], [new Fault("network-timeout", "late")]])(
    "whose answer is lost after the write is not sent again (G06, G07)",
    async (instead) => {
      const { github, stored, upload, uploads } = draft();
      github.afterwards = (request) => (isUpload(request) ? instead : undefined);
      await upload();
      expect(uploads()).toBe(1);
      expect(stored.assets).toHaveLength(1);
    },
  );

  test("whose connection is reset before the write is sent again, a bounded number of times (G07)", async () => {
    const { github, upload, uploads, stored } = draft();
    github.interfere = (request) => (isUpload(request) ? new Fault("network-unreachable", "reset") : undefined);
    await expectFault("network-unreachable", () => upload());
    expect(uploads()).toBe(4);
    expect(stored.assets).toEqual([]);
  });

  test("that a rate limit holds back waits and goes on (G04)", async () => {
    const { github, upload, uploads, clock } = draft();
    github.interfere = (request) =>
      isUpload(request) && uploads() === 1 ? { status: 403, headers: { "retry-after": "3" } } : undefined;
    await upload();
    expect(clock.waits).toEqual([3000]);
  });

  test("that is stored with another digest or size is deleted and refused (G09)", async () => {
    for (const wrong of [
      { size: 7, digest: `sha256:${"0".repeat(64)}` },
      { size: 6, digest: `sha256:${FILE.sha256}` },
    ]) {
      const { github, upload, stored } = draft();
      github.afterwards = (request) =>
        isUpload(request)
          ? { status: 201, body: { id: stored.assets[0]?.id, name: "tool", state: "uploaded", ...wrong } }
          : undefined;
      const fault = await expectFault("published-differs", () => upload());
      expect(fault.message).toContain(FILE.sha256);
      expect(stored.assets).toEqual([]);
    }
  });

  test("that is stored under another name is deleted and refused with the name to use (N18)", async () => {
    const { github, upload, stored } = draft();
    github.afterwards = (request) =>
      isUpload(request)
        ? { status: 201, body: { id: stored.assets[0]?.id, name: "t.ool", state: "uploaded", size: 7, digest: null } }
        : undefined;
    const fault = await expectFault("asset-name-renamed", () => upload());
    expect(fault.hint).toContain('"t.ool"');
    expect(stored.assets).toEqual([]);
  });

  test("of a name that is there keeps an equal file and refuses another (G10)", async () => {
    const equal = draft();
    equal.github.addAsset(equal.stored, "tool", BYTES);
    await equal.upload();
    expect(equal.stored.assets).toHaveLength(1);
    const other = draft();
    other.github.addAsset(other.stored, "tool", "another");
    await expectFault("release-conflict", () => other.upload());
    expect(other.stored.assets).toMatchObject([{ bytes: Buffer.from("another") }]);
  });

  test("of bytes that are not the ones that were hashed is deleted and refused (D01)", async () => {
    const { upload, stored } = draft();
    await expectFault("asset-changed", () => upload(Buffer.from("evil..\n")));
    expect(stored.assets).toEqual([]);
  });

  test("to a release that became immutable is refused with the way out (G11)", async () => {
    const { upload, stored } = draft();
    Object.assign(stored, { draft: false, immutable: true });
    const fault = await expectFault("release-immutable", () => upload());
    expect(fault.hint).toContain("new version");
  });

  test("to a release that was deleted is refused as that, once a minute has passed (G12, W3)", async () => {
    const { upload, github, clock } = draft();
    github.releases.splice(0);
    await expectFault("release-changed", () => upload());
    expect(clock.elapsed()).toBe(60_500);
  });

  test.each([
    [400, "Bad Content-Length", 2],
    [404, "Not Found", 9],
    [422, "Validation Failed", 9],
    [422, "Something else", 1],
    [403, "Forbidden", 1],
  ])("that is answered %d %j for ever is tried %i times (W3)", async (status, message, times) => {
    const { github, upload, uploads } = draft();
    github.interfere = (request) => (isUpload(request) ? { status, body: { message } } : undefined);
    await expect(upload()).rejects.toBeInstanceOf(Fault);
    expect(uploads()).toBe(times);
  });

  test("to an address that is not GitHub's is never begun (G20)", async () => {
    const { upload, github } = draft();
    await expectFault("address-refused", () => upload(BYTES, FILE, "https://evil.example/upload{?name}"));
    expect(github.requests).toEqual([]);
  });
});

describe("a download", () => {
  test("that breaks off or answers 5xx is begun anew, and its digests are those of the whole file (G08)", async () => {
    const { github, stored } = draft();
    const asset = github.addAsset(stored, "tool", BYTES);
    const clock = testClock();
    const api = createGitHubApi(gitHubAddress(API, "octo-org/octo-tool"), TOKEN, { http: github, clock });
    const files = releaseFiles(api, stored.id);
    let count = 0;
    github.interfere = ({ receive }) => {
      if (receive === undefined) return undefined;
      count += 1;
      return count === 1 ? { body: "a to" } : count === 2 ? { status: 503 } : undefined;
    };
    const [listed] = await files.all();
    if (listed === undefined) throw new Error("nothing is listed");
    expect(await files.digest(listed)).toMatchObject(FILE);
    expect(count).toBe(3);
    asset.bytes = Buffer.from("short");
    github.interfere = () => undefined;
    await expectFault("network-unreachable", () => files.digest(listed));
  });
});
