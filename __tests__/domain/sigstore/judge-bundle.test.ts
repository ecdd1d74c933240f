import { X509Certificate } from "@sigstore/core";
import { beforeAll, describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { IN_TOTO_PAYLOAD_TYPE } from "../../../src/domain/attestation/dsse.ts";
import { parseBundle } from "../../../src/domain/sigstore/bundle.ts";
import type { ExpectedSigner } from "../../../src/domain/sigstore/bundle-to-verify.ts";
import { type DatedRoot, doubtOf, judgeBundle, outdatedFault } from "../../../src/domain/sigstore/judge-bundle.ts";
import { LOCAL_ISSUER } from "../../../src/domain/sigstore/local-issuer.ts";
import { parseTrustedRoot } from "../../../src/domain/sigstore/trusted-root.ts";
import { identityCheck } from "../../../src/domain/verification/identity/identity-check.ts";
import type { FaultCode } from "../../../src/kernel/fault-codes.ts";
import { createLocalSigstore } from "../../../src/services/local/local-sigstore.ts";
import { instanceFromSigningConfig } from "../../../src/services/sigstore/instances.ts";
import { createKeylessSigner } from "../../../src/services/sigstore/keyless-signer.ts";
import { expectFault } from "../../expect-fault.ts";
import { type Editable, editJson, flipBase64 } from "../../signing/edit-bundle.ts";
import { createTestForge, type TestForge } from "../../signing/test-forge.ts";
import { testClock } from "../../test-clock.ts";

let before: TestForge;
let now: TestForge;
let signed: Uint8Array;
beforeAll(async () => {
  before = createTestForge();
  now = createTestForge();
  const session = await now.session();
  signed = await session.signPayload(IN_TOTO_PAYLOAD_TYPE, Buffer.from('{"a":1}'));
});

const DATED = "2026-08-21";
const FIELDS = ["certificateAuthorities", "ctlogs", "timestampAuthorities", "tlogs"] as const;
type Field = (typeof FIELDS)[number];

/** The trusted root of today, in which these fields are from before everything was renewed. */
function root(stale: readonly Field[], { dated = DATED, edit = (_document: Editable) => {} } = {}): DatedRoot {
  const old = JSON.parse(Buffer.from(before.trustedRoot).toString());
  const bytes = editJson(now.trustedRoot, (document) => {
    for (const field of stale) document[field] = old[field];
    edit(document);
  });
  return { root: parseTrustedRoot(bytes), dated: new Date(dated) };
}

const SIGNER: ExpectedSigner = {
  kind: "certificate",
  require: identityCheck({
    kind: "repository",
    repository: "https://github.com/octo-org/octo-tool",
    sourceRef: "refs/tags/v1.2.3",
  }),
};

async function judge(bytes: Uint8Array, roots: readonly DatedRoot[], signer = SIGNER) {
  const bundle = parseBundle(bytes);
  const doubt = doubtOf(bundle, roots);
  if (doubt === undefined) return undefined;
  await judgeBundle({ bundle, doubt, signer, artifact: "statement-only" }, nodeCryptography);
  return doubt;
}

describe("parties that the trusted root does not know", () => {
  test.each([
    ["certificateAuthorities", "authority", "signed by an authority"],
    ["ctlogs", "certificate-log", "certified in a certificate log"],
    ["timestampAuthorities", "timestamp-authority", "timestamped by an authority"],
    ["tlogs", "log", "logged in a log"],
  ] as const)("a root with the %s of before leaves the %s in doubt (W4)", async (field, party, words) => {
    const doubt = await judge(signed, [root([field])]);
    expect([...(doubt?.unknown ?? [])]).toEqual([party]);
    const fault = doubt && outdatedFault(doubt);
    expect(fault?.code).toBe("trusted-root-outdated");
    expect(fault?.message).toBe(
      `${words} that this program does not know: a forgery, or newer than its root of 2026-08-21`,
    );
  });

  test("all of them at once, and under several roots the date is that of the one which knows the authority", async () => {
    expect((await judge(signed, [root([...FIELDS])]))?.unknown.size).toBe(4);
    const other = { root: before.trust, dated: new Date("2020-01-01") };
    expect((await judge(signed, [other, root(["tlogs"])]))?.outdated.dated.toISOString()).toContain(DATED);
  });

  test("none where the root knows everybody", () => {
    expect(doubtOf(parseBundle(signed), [root([])])).toBeUndefined();
  });

  test("none in what says itself that it is older than the root, which would know them", () => {
    for (const field of FIELDS) {
      expect(doubtOf(parseBundle(signed), [root([field], { dated: "2026-11-22" })])).toBeUndefined();
    }
  });

  test("none in what the local instance signed, which no root ever knows", async () => {
    const clock = testClock();
    const local = createLocalSigstore({ clock });
    const instance = instanceFromSigningConfig(local.signingConfig, clock.now(), "local");
    const signer = createKeylessSigner({
      crypto: nodeCryptography,
      instance,
      tokens: local.tokens,
      http: local.http,
      clock,
    });
    const bytes = await (await signer.open()).signPayload(IN_TOTO_PAYLOAD_TYPE, Buffer.from("{}"));
    expect((await signer.identify()).issuer).toBe(LOCAL_ISSUER);
    expect(doubtOf(parseBundle(bytes), [root([...FIELDS])])).toBeUndefined();
  });
});

describe("who copies real names", () => {
  test("and has another key is in doubt, because authorities are renewed under their names (W4)", async () => {
    // Both forges give their authorities the same names, as GitHub did six times.
    const [old, renewed] = [before, now].map(({ trust }) =>
      trust.authorities[0]?.certificates.map((der) => X509Certificate.parse(Buffer.from(der)).subject.toString("hex")),
    );
    expect(old).toEqual(renewed);
    expect((await judge(signed, [root(["certificateAuthorities"])]))?.unknown).toEqual(new Set(["authority"]));
  });

  test("and the identifier of a known key, which did not sign, is refused (W4)", () => {
    const edit = (document: Editable) => {
      const [certificate] = document.certificateAuthorities[0].certChain.certificates;
      certificate.rawBytes = withKeyId(certificate.rawBytes, keyIdOf(now.trust.authorities[0]?.certificates[0]));
    };
    expect(doubtOf(parseBundle(signed), [root(["certificateAuthorities"], { edit })])).toBeUndefined();
  });

  test("and the address of a known log or timestamp authority is in doubt, its own key id refused (W4)", async () => {
    expect((await judge(signed, [root(["tlogs"])]))?.unknown).toEqual(new Set(["log"]));
    const edit = (document: Editable) => {
      document.tlogs[0].logId = JSON.parse(Buffer.from(now.trustedRoot).toString()).tlogs[0].logId;
    };
    expect(doubtOf(parseBundle(signed), [root(["tlogs"], { edit })])).toBeUndefined();
  });

  test("an authority that is forged cannot borrow a known log, timestamp or another root's ignorance (W4)", async () => {
    const stale = root(["certificateAuthorities"]);
    const others = [stale, { root: before.trust, dated: new Date(DATED) }];
    const promise = editJson(signed, (bundle) => {
      const [entry] = bundle.verificationMaterial.tlogEntries;
      entry.inclusionPromise.signedEntryTimestamp = flipBase64(entry.inclusionPromise.signedEntryTimestamp);
    });
    await expectFault("log-promise-invalid", () => judge(promise, others));
    const timestamp = editJson(signed, (bundle) => {
      const [stamp] = bundle.verificationMaterial.timestampVerificationData.rfc3161Timestamps;
      stamp.signedTimestamp = flipBase64(stamp.signedTimestamp);
    });
    await expectFault("timestamp-signature", () => judge(timestamp, others));
  });
});

/** Each is false whoever signed. */
const FALSE: readonly [string, FaultCode, (bundle: Editable) => void][] = [
  [
    "another payload",
    "log-entry-mismatch",
    ({ dsseEnvelope }) => {
      dsseEnvelope.payload = "eyJhIjoyfQ==";
    },
  ],
  [
    "a signature of another key, logged or not",
    "signature-invalid",
    (bundle) => {
      bundle.dsseEnvelope.payload = "eyJhIjoyfQ==";
      bundle.verificationMaterial.tlogEntries = [];
    },
  ],
  [
    "a proof that does not lead to its root",
    "log-checkpoint-invalid",
    ({ verificationMaterial: { tlogEntries } }) => {
      const { inclusionProof } = tlogEntries[0];
      inclusionProof.logIndex = "0";
      inclusionProof.treeSize = String(Number(inclusionProof.treeSize) + 1);
    },
  ],
  [
    "no time at all",
    "signed-time-missing",
    ({ verificationMaterial }) => {
      verificationMaterial.tlogEntries = [];
      verificationMaterial.timestampVerificationData = undefined;
    },
  ],
];

describe("what needs no trusted root is judged without it, and refused", () => {
  test.each(FALSE)("%s (W4)", async (_what, code, edit) => {
    await expectFault(code, () => judge(editJson(signed, edit), [root([...FIELDS])]));
  });

  test("a timestamp of another signature (W4)", async () => {
    const session = await now.session();
    const other = JSON.parse(
      Buffer.from(await session.signPayload(IN_TOTO_PAYLOAD_TYPE, Buffer.from("{}"))).toString(),
    );
    const bytes = editJson(signed, (bundle) => {
      bundle.verificationMaterial.timestampVerificationData = other.verificationMaterial.timestampVerificationData;
    });
    await expectFault("timestamp-imprint", () => judge(bytes, [root([...FIELDS])]));
  });

  test("an identity that is not the expected one (W4)", async () => {
    const required = identityCheck({
      kind: "exact",
      subjectAlternativeName: "someone@example.com",
      issuer: "https://a.b",
    });
    const signer = { kind: "certificate", require: required } as const;
    await expectFault("identity-mismatch", () => judge(signed, [root([...FIELDS])], signer));
  });

  test("of a known authority, what its instance requires (W4)", async () => {
    const bytes = editJson(signed, ({ verificationMaterial }) => {
      verificationMaterial.tlogEntries = [];
    });
    await expectFault("log-entry-missing", () => judge(bytes, [root(["timestampAuthorities"])]));
    expect((await judge(bytes, [root(["certificateAuthorities"])]))?.unknown).toEqual(new Set(["authority"]));
  });
});

function keyIdOf(der: Uint8Array | undefined): Buffer {
  const keyId = X509Certificate.parse(Buffer.from(der ?? [])).extSubjectKeyID?.keyIdentifier;
  if (keyId === undefined) throw new Error("the authority has no key id");
  return keyId;
}

/** The certificate with another subject key identifier: what stands in a root beside a leaf that copies the identifier. */
function withKeyId(rawBytes: string, keyId: Buffer): string {
  const der = Buffer.from(rawBytes, "base64");
  keyId.copy(der, der.indexOf(keyIdOf(der)));
  return der.toString("base64");
}
