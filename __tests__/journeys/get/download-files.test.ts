import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { downloadFiles, mirrorAddress } from "../../../src/journeys/get/download-files.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import type { PublicAsset } from "../../../src/ports/public-releases.ts";
import { expectFault } from "../../expect-fault.ts";
import { temporaryFolder } from "../../temporary-folder.ts";
import { ASSETS, bytesOf, publishedRelease } from "./published-release.ts";

/** A server that has files by their path, and notes what it was asked with. */
async function mirrorOf(files: Readonly<Record<string, Uint8Array>>) {
  const asked: [path: string, authorization: string | undefined][] = [];
  const server = createServer(({ url = "", headers }, response) => {
    asked.push([url, headers.authorization]);
    const bytes = files[url];
    if (bytes === undefined) response.writeHead(404).end();
    else response.end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { asked, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function download(mirrors: readonly string[]) {
  const { ports, server, progress } = await publishedRelease({ files: bytesOf() });
  const { releases, ...others } = ports();
  const release = await releases.release({ tag: "v1.2.3" });
  const folder = temporaryFolder();
  const order = { assets: release?.assets ?? [], folder, tag: "v1.2.3", mirrors };
  const found = await downloadFiles(order, { ...others, releases });
  const fromGitHub = server.requests.filter(({ operation }) => operation === "GET download").length;
  return { found, folder, fromGitHub, warnings: progress.warnings };
}

describe("a mirror", () => {
  const byDigest = Object.fromEntries(ASSETS.map(({ sha256, bytes }) => [`/by/${sha256}`, bytes]));

  test("gives files by their digests, and gets no token", async () => {
    const { asked, address } = await mirrorOf(byDigest);
    const { found, fromGitHub } = await download([`${address}/by/{sha256}`]);
    expect(found.map(({ sha512 }) => sha512)).toEqual(ASSETS.map(({ sha512 }) => sha512));
    expect([fromGitHub, asked.map(([, authorization]) => authorization)]).toEqual([0, [undefined, undefined]]);
  });

  test("that lies, is shorter, longer or has nothing is passed over with a warning, and its bytes are deleted", async () => {
    const liar = { "/hello.txt": Buffer.from("hallo\n"), "/tool.bin": Buffer.from("a tool\n and much more") };
    const { address } = await mirrorOf(liar);
    const { found, folder, fromGitHub, warnings } = await download([address]);
    expect([fromGitHub, warnings.length]).toEqual([2, 2]);
    for (const { asset, path } of found) expect(readFileSync(path)).toEqual(Buffer.from(bytesOf()[asset.name] ?? []));
    expect(existsSync(join(folder, "hello.txt"))).toBe(true);
    const gone = await download([(await mirrorOf({})).address]);
    expect([gone.fromGitHub, gone.warnings.length]).toEqual([2, 2]);
  });

  test("is not asked for a file of which GitHub names no digest, since nothing would show that it lies", async () => {
    const { asked, address } = await mirrorOf(byDigest);
    const { ports } = await publishedRelease({
      files: bytesOf(),
      server: { features: { assetDigests: false }, releases: [{ tag: "v1.2.3", assets: bytesOf() }] },
    });
    const { releases, ...others } = ports();
    const assets = (await releases.release({ tag: "v1.2.3" }))?.assets ?? [];
    await downloadFiles(
      { assets, folder: temporaryFolder(), tag: "v1.2.3", mirrors: [address] },
      { ...others, releases },
    );
    expect(asked).toEqual([]);
  });

  test("must be https, without a password", async () => {
    await expectFault("address-refused", () => download(["http://mirror.example/{sha256}"]));
    await expectFault("address-refused", () => download(["https://name:word@mirror.example/"]));
  });

  test("has what stands in braces put into its address, and else the name added", () => {
    const asset = { name: "a b", sha256: "ab", size: 1 } as PublicAsset;
    const address = (mirror: string) => mirrorAddress(mirror, { asset, tag: "x/v1", repository: "o/r" });
    expect(address("https://m.example/files")).toBe("https://m.example/files/a%20b");
    expect(address("https://m.example/files/")).toBe("https://m.example/files/a%20b");
    expect(address("https://m.example/{repository}/{tag}/{name}?d={sha256}")).toBe(
      "https://m.example/o/r/x%2Fv1/a%20b?d=ab",
    );
  });
});

test("a full disk ends all downloads, and is said", async () => {
  const { ports, order } = await publishedRelease({ files: bytesOf() });
  const { files, releases, ...others } = ports();
  const full = {
    ...files,
    create: () => ({
      write: () => {
        throw new Fault("file-unwritable", "no space is left");
      },
      close() {},
    }),
  };
  const assets = (await releases.release({ tag: "v1.2.3" }))?.assets ?? [];
  const orderOf = { assets, folder: temporaryFolder(), tag: "v1.2.3", mirrors: order.mirrors };
  await expectFault("file-unwritable", () => downloadFiles(orderOf, { ...others, releases, files: full }));
});
