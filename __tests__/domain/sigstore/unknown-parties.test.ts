import { beforeAll, expect, test } from "vitest";
import { parseBundle } from "../../../src/domain/sigstore/bundle.ts";
import { parseTrustedRoot } from "../../../src/domain/sigstore/trusted-root.ts";
import { knowsCertificateLogs, unknownParties } from "../../../src/domain/sigstore/unknown-parties.ts";
import { ownBundle } from "../../corpus.ts";
import { type Editable, editJson } from "../../signing/edit-bundle.ts";
import { createTestForge, type TestForge } from "../../signing/test-forge.ts";

let forge: TestForge;
let other: TestForge;
let signed: Uint8Array;
let signedThere: Uint8Array;
beforeAll(async () => {
  forge = createTestForge();
  other = createTestForge();
  [signed, signedThere] = (await Promise.all(
    [forge, other].map(async (one) => (await one.session()).signPayload("text/plain", Buffer.from("x"))),
  )) as [Uint8Array, Uint8Array];
});

const unknownIn = (bytes: Uint8Array, root = forge.trustedRoot) => [
  ...unknownParties(parseBundle(bytes), parseTrustedRoot(root)),
];
const stampsOf = (bundle: Editable) => bundle.verificationMaterial.timestampVerificationData.rfc3161Timestamps;

test("everybody is known to the root of the same instance, nobody to that of another", () => {
  expect(unknownIn(signed)).toEqual([]);
  expect(unknownIn(signed, other.trustedRoot)).toEqual(["authority", "certificate-log", "timestamp-authority", "log"]);
});

test("a key has no parties", () => {
  expect(unknownIn(ownBundle("key-rekor-v1/message/v0.3/as-it-was-signed").bundle)).toEqual([]);
});

test("a root without certificate logs asks for none, so that none is unknown", () => {
  const none = editJson(forge.trustedRoot, (root) => {
    root.ctlogs = [];
  });
  expect(unknownIn(signed, none)).toEqual([]);
});

test("who set no timestamp is not unknown, and one known authority of two is enough", () => {
  const bare = editJson(signed, (bundle) => {
    bundle.verificationMaterial.timestampVerificationData = { rfc3161Timestamps: [] };
  });
  const stale = editJson(forge.trustedRoot, (root) => {
    root.timestampAuthorities = JSON.parse(Buffer.from(other.trustedRoot).toString()).timestampAuthorities;
  });
  expect([unknownIn(bare, stale), unknownIn(signed, stale)]).toEqual([[], ["timestamp-authority"]]);
  const both = editJson(signed, (bundle) => {
    stampsOf(bundle).push(...stampsOf(JSON.parse(Buffer.from(signedThere).toString())));
  });
  expect(unknownIn(both)).toEqual([]);
});

test("one unknown log of two is unknown", () => {
  const both = editJson(signed, ({ verificationMaterial: { tlogEntries } }) => {
    tlogEntries.push(...JSON.parse(Buffer.from(signedThere).toString()).verificationMaterial.tlogEntries);
  });
  expect(unknownIn(both)).toEqual(["log"]);
});

test("a certificate without any timestamp of a log names no unknown one", () => {
  const certificate = { extensions: new Map() } as unknown as Parameters<typeof knowsCertificateLogs>[0];
  expect(knowsCertificateLogs(certificate, [])).toBe(true);
});
