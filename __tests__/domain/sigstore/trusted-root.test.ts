import { describe, expect, test } from "vitest";
import { EMBEDDED_ROOTS } from "../../../src/domain/sigstore/embedded-roots.ts";
import { trustAnchors } from "../../../src/domain/sigstore/trust-anchors.ts";
import { isWithin, parseTrustedRoot } from "../../../src/domain/sigstore/trusted-root.ts";
import { expectFault } from "../../expect-fault.ts";
import { type Editable, editJson } from "../../signing/edit-bundle.ts";

const publicGood = EMBEDDED_ROOTS["public-good"].bytes();

test.each(Object.entries(EMBEDDED_ROOTS))("the built-in %s root passes our own loader", (_, root) => {
  const parsed = parseTrustedRoot(root.bytes());
  expect(parsed.authorities.length).toBeGreaterThan(0);
  const { authorities, timestampAuthorities } = trustAnchors(parsed);
  const certificates = [...authorities, ...timestampAuthorities].flatMap((one) => one.certificates);
  expect(certificates.map((one) => one.read().der)).toEqual(certificates.map(({ der }) => der));
});

test("what an instance has, it requires: GitHub's has timestamps only", () => {
  expect(parseTrustedRoot(publicGood).requires).toEqual({ logEntries: 1, certificateTimestamps: 1 });
  expect(parseTrustedRoot(EMBEDDED_ROOTS.github.bytes()).requires).toEqual({ logEntries: 0, certificateTimestamps: 0 });
});

test("certificates are read once for a root", () => {
  const root = parseTrustedRoot(publicGood);
  const first = () => trustAnchors(root).authorities[0]?.certificates[0]?.read();
  expect(first()).toBe(first());
});

test("a key of unknown kind is left out, and the root still requires its log", () => {
  const root = parseTrustedRoot(
    editJson(publicGood, (one) => {
      for (const log of one.tlogs) log.publicKey.keyDetails = "PKIX_ML_DSA_65";
    }),
  );
  expect([root.logs, root.requires.logEntries]).toEqual([[], 1]);
});

test("both ends of a period belong to it", () => {
  const period = { start: new Date(1000), end: new Date(2000) };
  expect([999, 1000, 2000, 2001].map((time) => isWithin(period, new Date(time)))).toEqual([false, true, true, false]);
});

describe("refuses (B47)", () => {
  const edits: readonly [string, (root: Editable) => void][] = [
    [
      "an end before its start",
      (root) => void Object.assign(root.tlogs[0].publicKey.validFor, { end: "2000-01-01T00:00:00Z" }),
    ],
    [
      "a time without zone",
      (root) => void Object.assign(root.tlogs[0].publicKey.validFor, { start: "2021-01-01T00:00:00" }),
    ],
    ["two logs of one id", (root) => void root.tlogs.push(root.tlogs[0])],
    [
      "key details of another curve",
      (root) => void Object.assign(root.tlogs[0].publicKey, { keyDetails: "PKIX_ECDSA_P384_SHA_384" }),
    ],
    [
      "key details of another algorithm",
      (root) => void Object.assign(root.tlogs[0].publicKey, { keyDetails: "PKIX_ED25519" }),
    ],
    ["a key that is none", (root) => void Object.assign(root.tlogs[0].publicKey, { rawBytes: "AQID" })],
    ["a log without id", (root) => void delete root.tlogs[0].logId],
    [
      "an authority without certificates",
      (root) => void Object.assign(root.certificateAuthorities[0].certChain, { certificates: [] }),
    ],
    ["an unknown field", (root) => void Object.assign(root, { extra: [] })],
    ["another media type", (root) => void Object.assign(root, { mediaType: "application/json" })],
    [
      "a root without anything",
      (root) =>
        void Object.assign(root, { tlogs: [], ctlogs: [], certificateAuthorities: [], timestampAuthorities: [] }),
    ],
  ];
  test.each(edits)("%s", async (_, edit) => {
    await expectFault("trusted-root-malformed", () => parseTrustedRoot(editJson(publicGood, edit)));
  });

  test("bytes that are no JSON", async () => {
    for (const text of ["", "null", "[]", "{", '{"a":1,"a":2}']) {
      await expectFault("trusted-root-malformed", () => parseTrustedRoot(Buffer.from(text)));
    }
  });

  test("a certificate that is none", async () => {
    const edit = (one: Editable) => {
      one.certificateAuthorities[0].certChain.certificates[0].rawBytes = "AQIDBA==";
    };
    await expectFault("trusted-root-malformed", () => parseTrustedRoot(editJson(publicGood, edit)));
  });
});
