import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { parseBundle } from "../../../src/domain/sigstore/bundle.ts";
import type { BundleToVerify, ExpectedSigner } from "../../../src/domain/sigstore/bundle-to-verify.ts";
import { parseTrustedRoot } from "../../../src/domain/sigstore/trusted-root.ts";
import { verifyBundle } from "../../../src/domain/sigstore/verify-bundle.ts";
import { identityCheck } from "../../../src/domain/verification/identity/identity-check.ts";
import { readOptionValues } from "../../../src/doors/options/option-values.ts";
import { verifyDescription as verifyCommand } from "../../../src/doors/options/verify.ts";
import { verifyRequest } from "../../../src/doors/requests/verify-request.ts";
import type { FaultCode } from "../../../src/kernel/fault-codes.ts";
import type { CertifiedSession } from "../../../src/ports/signer.ts";
import { parseIdentityToken } from "../../../src/services/sigstore/identity-token.ts";
import { expectFault } from "../../expect-fault.ts";
import { type Editable, editJson } from "../../signing/edit-bundle.ts";
import { describeFile } from "../../signing/test-asset.ts";
import { createTestForge, type TestForge } from "../../signing/test-forge.ts";
import { sealTestRelease, signatureOf } from "../../signing/test-release.ts";
import { claimOf, verifyTestCapsule } from "../../signing/verify-test-capsule.ts";

// One negative test for each class of advisory that Sigstore's and its neighbours' verifiers had, named after it.

const IN_TOTO = "application/vnd.in-toto+json";
const FILE = describeFile("file", "content\n");
const ANYONE: ExpectedSigner = { kind: "certificate", require: () => {} };

let forge: TestForge;
let stranger: TestForge;
let session: CertifiedSession;
let message: Uint8Array;
let statement: Uint8Array;

beforeAll(async () => {
  [forge, stranger] = [createTestForge(), createTestForge()];
  session = await forge.session();
  message = await session.signDigest(createHash("sha256").update(FILE.bytes).digest());
  statement = await session.signPayload(IN_TOTO, Buffer.from(JSON.stringify(about(FILE.sha256))));
});

function about(sha256: string) {
  return {
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name: "file", digest: { sha256 } }],
    predicateType: "https://example.com/p",
    predicate: {},
  };
}

async function verify(bundle: Uint8Array, changes: Partial<BundleToVerify> = {}) {
  const order = { trust: forge.trust, signer: ANYONE, artifact: { sha256: FILE.sha256 } };
  return verifyBundle({ bundle: parseBundle(bundle), ...order, ...changes }, nodeCryptography);
}

/** The forge's trusted root with one list of it from a stranger's. */
function withStrange(list: string) {
  const strange: Editable = JSON.parse(Buffer.from(stranger.trustedRoot).toString());
  return parseTrustedRoot(editJson(forge.trustedRoot, (root) => void Object.assign(root, { [list]: strange[list] })));
}

test("weakness E: without an identity nothing is verified", async () => {
  const values = readOptionValues(new Map(), verifyCommand.options, (name) => `--${name}`);
  const place = { folder: "/", keys: undefined, now: new Date(0) };
  await expectFault("usage", () => verifyRequest({ capsule: { path: "/a.capsule" }, assets: [] }, values, place));
  const nobody = identityCheck({ kind: "any-of", of: [] });
  await expectFault("identity-mismatch", () => verify(message, { signer: { kind: "certificate", require: nobody } }));
});

describe("keys come from the trusted root alone", () => {
  test.each<[string, string, FaultCode]>([
    ["a log that the root does not know (CVE-2023-47122)", "tlogs", "log-unknown"],
    ["a certificate log that the root does not know", "ctlogs", "certificate-log-unknown"],
    ["an authority that the root does not know", "certificateAuthorities", "authority-unknown"],
  ])("refuses %s", async (_, list, code) => {
    await expectFault(code, () => verify(message, { trust: withStrange(list) }));
  });

  test("a timestamp authority that the root does not know says no time (CVE-2025-66564, CVE-2026-39984)", async () => {
    const bundle = editJson(message, (one) => {
      delete one.verificationMaterial.tlogEntries[0].inclusionPromise;
      delete one.verificationMaterial.tlogEntries[0].integratedTime;
    });
    expect((await verify(bundle)).times.map(({ source }) => source)).toEqual(["timestamp-authority"]);
    const trust = withStrange("timestampAuthorities");
    await expectFault("timestamp-authority-unknown", () => verify(bundle, { trust }));
  });
});

describe("what is verified is what is read", () => {
  test("a payload of equal JSON and other bytes is not what was signed (CVE-2026-44309)", async () => {
    const spaced = JSON.stringify(about(FILE.sha256), undefined, 1);
    const bundle = editJson(statement, (one) => {
      one.dsseEnvelope.payload = Buffer.from(spaced).toString("base64");
    });
    await expectFault("log-entry-mismatch", () => verify(bundle));
  });

  test("a name is no digest: the right name with other bytes is refused (CVE-2023-33959)", async () => {
    await expectFault("subject-mismatch", () => verify(statement, { artifact: { sha256: "0".repeat(64) } }));
  });

  test("extensions of the certificate are covered by its signature", async () => {
    const bundle = editJson(message, (one) => {
      const { certificate } = one.verificationMaterial;
      const der = Buffer.from(certificate.rawBytes, "base64");
      der[der.indexOf("octo-org/octo-tool") + 1] = 0x61;
      certificate.rawBytes = der.toString("base64");
    });
    await expectFault("log-entry-mismatch", () => verify(bundle));
  });

  test("a publish statement in the place of provenance is none (GHSA-r2xv-vpr2-42m9)", async () => {
    const publish = {
      ...about(FILE.sha256),
      predicateType: "https://github.com/npm/attestation/tree/main/specs/publish",
    };
    const bytes = await session.signPayload(IN_TOTO, Buffer.from(JSON.stringify(publish)));
    const capsule = await sealTestRelease({
      session,
      entries: (entries) =>
        entries.map((entry) => (entry.name === "provenance.sigstore.json" ? { ...entry, bytes } : entry)),
    });
    expect(claimOf(await verifyTestCapsule(capsule, forge.trustedRoot), "provenance").status).toBe("failed");
  });

  test("a genuine older release is not the newer one (CVE-2024-23332)", async () => {
    const older = await sealTestRelease({
      session: await forge.session({ ref: "refs/tags/v1.2.2" }),
      version: "1.2.2",
    });
    const verification = await verifyTestCapsule(older, forge.trustedRoot);
    expect(claimOf(verification, "release")).toMatchObject({ status: "failed", code: "release-mismatch" });
  });

  test("a signature that another run made over the same bytes does not count (CVE-2024-51746)", async () => {
    const other = await forge.session({ runId: "1" });
    const capsule = await sealTestRelease({
      session,
      entries: async (entries) => {
        const bytes = entries.find(({ name }) => name === "checksums.txt")?.bytes ?? new Uint8Array();
        const signature = await signatureOf(other, { name: "checksums.txt", bytes });
        return entries.map((entry) => (entry.name === signature.name ? signature : entry));
      },
    });
    const verification = await verifyTestCapsule(capsule, forge.trustedRoot);
    expect(claimOf(verification, "checksums").status).toBe("failed");
  });
});

describe("nothing is without bound", () => {
  test("a bundle of 64 MiB (CVE-2023-46737, CVE-2024-29902, CVE-2024-29903)", async () => {
    await expectFault("json-too-large", () => parseBundle(Buffer.alloc(64 << 20, " ")));
  });

  test("a thousand signatures (CVE-2023-25656, CVE-2023-33957, CVE-2023-33958)", async () => {
    const many = editJson(statement, (one) => {
      one.dsseEnvelope.signatures = Array(1000).fill(one.dsseEnvelope.signatures[0]);
    });
    await expectFault("bundle-malformed", () => verify(many));
  });

  test("a token of a million dots (CVE-2025-66506)", async () => {
    await expectFault("identity-token-malformed", () => parseIdentityToken(".".repeat(1_000_000)));
  });

  test("an entry whose body is no entry is a fault, not a crash (CVE-2023-33199, CVE-2026-23831)", async () => {
    for (const body of ["", "null", "[]", "{}", '{"kind":"hashedrekord"}', "\u0000"]) {
      const bundle = editJson(message, (one) => {
        one.verificationMaterial.tlogEntries[0].canonicalizedBody = Buffer.from(body).toString("base64");
      });
      await expect(async () => verify(bundle)).rejects.toMatchObject({ code: expect.stringMatching(/^[a-z-]+$/) });
    }
  });
});
