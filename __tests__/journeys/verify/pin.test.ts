import { describe, expect, test } from "vitest";
import type { CertificateFacts, FulcioExtensions } from "../../../src/domain/sigstore/certificate-facts.ts";
import type { BundleSigner } from "../../../src/domain/sigstore/verified-bundle.ts";
import { type Pin, readPin, requirePinned, writePin } from "../../../src/journeys/verify/pin.ts";
import { expectFault } from "../../expect-fault.ts";
import { memoryFiles } from "./memory-files.ts";

const PIN: Pin = {
  schema: "https://release-capsule.github.io/release-capsule/schemas/pin/v1",
  repository: "https://github.com/octo-org/octo-tool",
  repositoryId: "11",
  ownerId: "22",
};
const KEY: BundleSigner = { kind: "key", publicKey: new Uint8Array(), fingerprint: "ab" };

function signer(
  changes: Partial<FulcioExtensions> = {},
  issuer: string | undefined = "https://token.actions.githubusercontent.com",
): BundleSigner {
  const extensions: Partial<FulcioExtensions> = {
    sourceRepositoryUri: PIN.repository,
    sourceRepositoryIdentifier: PIN.repositoryId,
    sourceRepositoryOwnerIdentifier: PIN.ownerId,
    ...changes,
  };
  return { kind: "certificate", certificate: { issuer, extensions } as CertificateFacts };
}

describe("a pin", () => {
  test("is written for a certificate with ids, and read again", async () => {
    const files = memoryFiles({});
    expect(await readPin("/home/pin.json", files)).toBeUndefined();
    await writePin("/home/pin.json", signer(), files);
    expect(await readPin("/home/pin.json", files)).toEqual(PIN);
  });

  test.each<[string, string]>([
    ["not JSON", "{"],
    ["not an object", "[]"],
    ["without the id of the owner", JSON.stringify({ ...PIN, ownerId: undefined })],
    ["with an empty id", JSON.stringify({ ...PIN, repositoryId: "" })],
    ["with more than it has", JSON.stringify({ ...PIN, more: "x" })],
    ["of another schema", JSON.stringify({ ...PIN, schema: "https://example.com" })],
    ["too long", JSON.stringify({ ...PIN, repository: "x".repeat(2049) })],
  ])("is refused if it is %s", async (_, text) => {
    const fault = await expectFault("pin-malformed", () =>
      readPin("/home/pin.json", memoryFiles({ "/home/pin.json": text })),
    );
    expect(fault.message).toBe('"/home/pin.json" is not a pin of this program');
  });

  test("has at most 64 KiB", async () => {
    const padded = (length: number) => JSON.stringify(PIN).padEnd(length);
    expect(await readPin("/pin", memoryFiles({ "/pin": padded(64 * 1024) }))).toEqual(PIN);
    await expectFault("file-unreadable", () => readPin("/pin", memoryFiles({ "/pin": padded(64 * 1024 + 1) })));
  });

  test("hides no defect", async () => {
    const files = { ...memoryFiles({ "/pin": "{}" }), read: async () => null as never };
    await expect(readPin("/pin", files)).rejects.toThrow(TypeError);
  });

  test.each<[string, BundleSigner]>([
    ["of a key", KEY],
    ["without a repository", signer({ sourceRepositoryUri: undefined })],
    ["without its id", signer({ sourceRepositoryIdentifier: undefined })],
    ["with an empty id", signer({ sourceRepositoryIdentifier: "" })],
    ["without the id of its owner", signer({ sourceRepositoryOwnerIdentifier: undefined })],
  ])("is not made for a signature %s, nor does that satisfy one", async (_, one) => {
    const files = memoryFiles({});
    await expectFault("identity-mismatch", () => writePin("/pin", one, files));
    expect(files.held.size).toBe(0);
    await expectFault("pin-changed", () => requirePinned(one, PIN));
  });
});

describe("a signer", () => {
  test("is the pinned one by name and both ids", () => {
    expect(requirePinned(signer(), PIN)).toBeUndefined();
  });

  test("may have a name of GitHub in other letters, and no other name", async () => {
    const [spelled, gitlab] = [{ sourceRepositoryUri: "https://github.com/Octo-Org/OCTO-tool" }, "https://gitlab.com"];
    expect(requirePinned(signer(spelled), PIN)).toBeUndefined();
    await expectFault("pin-changed", () => requirePinned(signer(spelled, gitlab), PIN));
    expect(requirePinned(signer({}, gitlab), PIN)).toBeUndefined();
  });

  test.each<[string, Partial<FulcioExtensions>]>([
    ["another name", { sourceRepositoryUri: "https://github.com/octo-org/octo-tools" }],
    ["another id of the repository", { sourceRepositoryIdentifier: "12" }],
    ["another id of the owner", { sourceRepositoryOwnerIdentifier: "23" }],
  ])("is refused with %s", async (_, changes) => {
    const fault = await expectFault("pin-changed", () => requirePinned(signer(changes), PIN));
    expect(fault.message).toBe(
      '"https://github.com/octo-org/octo-tool" is not the repository, or not of the owner, that was pinned',
    );
  });
});
