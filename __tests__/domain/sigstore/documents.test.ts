import { describe, expect, test } from "vitest";
import { bundleDocument } from "../../../src/domain/sigstore/bundle-document.ts";
import { parseDocument, type Reader } from "../../../src/domain/sigstore/protojson.ts";
import { trustedRootDocument } from "../../../src/domain/sigstore/trusted-root-document.ts";
import { expectFault } from "../../expect-fault.ts";
import type { Editable } from "../../signing/edit-bundle.ts";

type Path = readonly (string | number)[];

const BYTE = "AQ==";
const ENTRY = {
  ...{ logIndex: "1", logId: { keyId: BYTE }, kindVersion: { kind: "dsse", version: "0.0.1" }, integratedTime: "2" },
  inclusionPromise: { signedEntryTimestamp: BYTE },
  inclusionProof: {
    ...{ logIndex: "3", rootHash: BYTE, treeSize: "4", hashes: [BYTE], checkpoint: { envelope: "x" } },
  },
  canonicalizedBody: BYTE,
};

/** Every field that a bundle may have, also those that exclude each other. */
const BUNDLE = {
  mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
  verificationMaterial: {
    publicKey: { hint: "x" },
    x509CertificateChain: { certificates: [{ rawBytes: BYTE }] },
    certificate: { rawBytes: BYTE },
    tlogEntries: [ENTRY],
    timestampVerificationData: { rfc3161Timestamps: [{ signedTimestamp: BYTE }] },
  },
  messageSignature: { messageDigest: { algorithm: "SHA2_256", digest: BYTE }, signature: BYTE },
  dsseEnvelope: { payload: BYTE, payloadType: "x", signatures: [{ sig: BYTE, keyid: "x" }] },
};

const VALID = { start: "2026-01-01T00:00:00Z", end: "2027-01-01T00:00:00Z" };
const LOG = {
  ...{ baseUrl: "https://log.example", hashAlgorithm: "SHA2_256", operator: "x" },
  publicKey: { rawBytes: BYTE, keyDetails: "PKIX_ED25519", validFor: VALID },
  ...{ logId: { keyId: BYTE }, checkpointKeyId: { keyId: BYTE } },
};
const AUTHORITY = {
  subject: { organization: "x", commonName: "y" },
  ...{ uri: "https://ca.example", operator: "x", validFor: VALID },
  certChain: { certificates: [{ rawBytes: BYTE }] },
};
const ROOT = {
  mediaType: "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
  ...{ tlogs: [LOG], certificateAuthorities: [AUTHORITY], ctlogs: [LOG], timestampAuthorities: [AUTHORITY] },
};

/** What a field means if it is absent. */
type Missing = Readonly<Record<string, unknown>>;

const OF_ENTRY = "verificationMaterial.tlogEntries.0";
const BUNDLE_MISSING: Missing = {
  "verificationMaterial.publicKey": undefined,
  "verificationMaterial.publicKey.hint": "",
  "verificationMaterial.x509CertificateChain": undefined,
  "verificationMaterial.certificate": undefined,
  "verificationMaterial.tlogEntries": [],
  "verificationMaterial.timestampVerificationData": undefined,
  "verificationMaterial.timestampVerificationData.rfc3161Timestamps": [],
  [`${OF_ENTRY}.logIndex`]: 0n,
  [`${OF_ENTRY}.integratedTime`]: 0n,
  [`${OF_ENTRY}.inclusionPromise`]: undefined,
  [`${OF_ENTRY}.inclusionProof`]: undefined,
  [`${OF_ENTRY}.inclusionProof.logIndex`]: 0n,
  [`${OF_ENTRY}.inclusionProof.treeSize`]: 0n,
  [`${OF_ENTRY}.inclusionProof.hashes`]: [],
  [`${OF_ENTRY}.inclusionProof.checkpoint`]: undefined,
  messageSignature: undefined,
  dsseEnvelope: undefined,
  "dsseEnvelope.signatures.0.keyid": "",
};
const LOG_MISSING = { baseUrl: "", logId: undefined, checkpointKeyId: undefined, operator: undefined };
const AUTHORITY_MISSING = {
  ...{
    subject: undefined,
    "subject.organization": undefined,
    "subject.commonName": undefined,
    uri: "",
    operator: undefined,
  },
  "validFor.end": undefined,
};
const under = (prefix: string, missing: Missing) =>
  Object.fromEntries(Object.entries(missing).map(([path, value]) => [`${prefix}.${path}`, value]));
const ROOT_MISSING: Missing = {
  ...{ tlogs: [], certificateAuthorities: [], ctlogs: [], timestampAuthorities: [] },
  ...under("tlogs.0", { ...LOG_MISSING, "publicKey.validFor.end": undefined }),
  ...under("ctlogs.0", { ...LOG_MISSING, "publicKey.validFor.end": undefined }),
  ...under("certificateAuthorities.0", AUTHORITY_MISSING),
  ...under("timestampAuthorities.0", AUTHORITY_MISSING),
};

const at = (value: Editable, path: Path): Editable => path.reduce((one, key) => one[key], value);

/** The places of all values of a document, in their order. */
function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const own = path.length === 0 ? [] : [path];
  return [...own, ...Object.entries(value).flatMap(([key, one]) => pathsOf(one, [...path, key]))];
}

function edited(document: object, edit: (copy: Editable) => void): Editable {
  const copy = JSON.parse(JSON.stringify(document));
  edit(copy);
  return copy;
}

describe.each<[string, object, Reader<unknown>, Missing]>([
  ["a bundle", BUNDLE, bundleDocument, BUNDLE_MISSING],
  ["a trusted root", ROOT, trustedRootDocument, ROOT_MISSING],
])("%s", (what, document, reader, missing) => {
  const read = (one: Editable) => parseDocument(reader, one, { code: "bundle-malformed", what }) as Editable;
  const paths = pathsOf(document).filter((path) => !/^\d+$/.test(String(path.at(-1))));

  test("has each of its fields", () => {
    const found = read(document);
    for (const path of paths) expect([path.join("."), at(found, path)]).not.toEqual([path.join("."), undefined]);
    expect(Object.keys(missing).filter((path) => !paths.some((one) => one.join(".") === path))).toEqual([]);
  });

  test.each(paths.map((path) => [path.join("."), path] as const))("and is judged by %s", async (name, path) => {
    const [parent, key] = [path.slice(0, -1), path.at(-1) ?? ""];
    for (const absent of [undefined, null]) {
      const without = edited(document, (copy) => {
        if (absent === undefined) delete at(copy, parent)[key];
        else at(copy, parent)[key] = absent;
      });
      if (name in missing) expect(at(read(without), path)).toEqual(missing[name]);
      else await expectFault("bundle-malformed", () => read(without));
    }
    const wrong = edited(document, (copy) => {
      at(copy, parent)[key] = true;
    });
    const fault = await expectFault("bundle-malformed", () => read(wrong));
    expect(fault.message).toContain(`"${name}" is wrong`);
    const more = edited(document, (copy) => {
      at(copy, parent)["more"] = "x";
    });
    expect((await expectFault("bundle-malformed", () => read(more))).message).toMatch(/more" is unknown field$/);
  });
});

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);
const MATERIAL: Path = ["verificationMaterial"];
const PROOF: Path = [...MATERIAL, "tlogEntries", 0, "inclusionProof"];
const CHAIN: Path = [...MATERIAL, "x509CertificateChain", "certificates"];

describe("bounds", () => {
  test.each<[string, object, Path, readonly unknown[], readonly unknown[]]>([
    ["hashes of a proof", BUNDLE, [...PROOF, "hashes"], [times(64, BYTE)], [times(65, BYTE), [""]]],
    ["a checkpoint", BUNDLE, [...PROOF, "checkpoint", "envelope"], ["x".repeat(65_536)], ["", "x".repeat(65_537)]],
    ["log entries", BUNDLE, [...MATERIAL, "tlogEntries"], [[], times(32, ENTRY)], [times(33, ENTRY)]],
    [
      "timestamps",
      BUNDLE,
      [...MATERIAL, "timestampVerificationData", "rfc3161Timestamps"],
      [times(32, { signedTimestamp: BYTE })],
      [times(33, { signedTimestamp: BYTE })],
    ],
    ["certificates", BUNDLE, CHAIN, [times(8, { rawBytes: BYTE })], [[], times(9, { rawBytes: BYTE })]],
    ["a certificate", BUNDLE, [...MATERIAL, "certificate", "rawBytes"], [BYTE], [""]],
    ["signatures", BUNDLE, ["dsseEnvelope", "signatures"], [[{ sig: BYTE }]], [[], times(2, { sig: BYTE })]],
    ["a payload", BUNDLE, ["dsseEnvelope", "payload"], ["", BYTE], [1]],
    ["its type", BUNDLE, ["dsseEnvelope", "payloadType"], ["x".repeat(256)], ["", "x".repeat(257)]],
    [
      "a digest",
      BUNDLE,
      ["messageSignature", "messageDigest", "algorithm"],
      ["SHA2_256", "SHA2_384", "SHA2_512"],
      ["SHA1", "", "SHA3_256"],
    ],
    [
      "a version of trusted roots",
      ROOT,
      ["mediaType"],
      [
        "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
        "application/vnd.dev.sigstore.trustedroot+json;version=0.2",
        "application/vnd.dev.sigstore.trustedroot.v0.1+json",
        "application/vnd.dev.sigstore.trustedroot.v0.2+json",
      ],
      ["application/vnd.dev.sigstore.trustedroot.v0.3+json", ""],
    ],
    ["an address", ROOT, ["tlogs", 0, "baseUrl"], ["x".repeat(2048)], ["x".repeat(2049)]],
    ["a hash", ROOT, ["tlogs", 0, "hashAlgorithm"], ["SHA2_256"], ["SHA2_512", ""]],
    [
      "a chain",
      ROOT,
      ["certificateAuthorities", 0, "certChain", "certificates"],
      [times(8, { rawBytes: BYTE })],
      [[], times(9, { rawBytes: BYTE })],
    ],
  ])("of %s", async (_, document, path, good, bad) => {
    const reader: Reader<unknown> = document === ROOT ? trustedRootDocument : bundleDocument;
    const read = (value: unknown) => {
      const copy = edited(document, (one) => {
        at(one, path.slice(0, -1))[path.at(-1) ?? ""] = value;
      });
      return parseDocument(reader, copy, { code: "bundle-malformed", what: "it" });
    };
    for (const value of good) expect(read(value)).toBeDefined();
    for (const value of bad) await expectFault("bundle-malformed", () => read(value));
  });
});
