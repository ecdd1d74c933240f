import { beforeAll, describe, expect, test } from "vitest";
import type { EvidenceEntry } from "../../../src/domain/capsule/build-root.ts";
import { parsePolicy } from "../../../src/domain/policy/parse-policy.ts";
import type { Policy } from "../../../src/domain/policy/policy.ts";
import { POLICY_SCHEMA_ID } from "../../../src/domain/policy/policy-schema.ts";
import type { ClaimId } from "../../../src/domain/verification/claim.ts";
import type { VerifyOrder } from "../../../src/journeys/verify/verify-order.ts";
import { encodeUtf8 } from "../../../src/kernel/utf8.ts";
import type { CertifiedSession } from "../../../src/ports/signer.ts";
import { verificationJson } from "../../../src/views/verification/verification-json.ts";
import { createTestForge, type TestForge } from "../../signing/test-forge.ts";
import { HELLO, sbomOf, sealTestRelease, TOOL } from "../../signing/test-release.ts";
import { claimOf, verifyTestCapsule } from "../../signing/verify-test-capsule.ts";

let forge: TestForge;
let session: CertifiedSession;

beforeAll(async () => {
  forge = createTestForge();
  session = await forge.session();
});

/** Its root, which the expected signer signed, lists whatever stands in the place of the evidence about one asset. */
function sealedWith(change: (entry: EvidenceEntry) => EvidenceEntry | undefined): Promise<Uint8Array> {
  return sealTestRelease({ session, entries: (all) => all.flatMap((entry) => change(entry) ?? []) });
}

const asked = (...names: (typeof HELLO)[]): Partial<VerifyOrder> => ({
  assets: names.map(({ name, sha256 }) => ({ name, sha256 })),
});

const verify = (bytes: Uint8Array, order: Partial<VerifyOrder>) => verifyTestCapsule(bytes, forge.trustedRoot, order);

describe("evidence about an asset that nobody asked for", () => {
  test("is closed by its digest and said not to be verified, in words and in JSON", async () => {
    const verification = await verify(await sealTestRelease({ session }), asked(HELLO));
    expect(verification.verdict).toBe("verified");
    expect(claimOf(verification, "evidence").reason).toContain("signature of 1 asset verified, 1 listed by digest");
    expect(claimOf(verification, "sbom").reason).toMatch(/^1 document describes .*, 1 listed by digest$/);
    expect(verificationJson(verification).evidence).toEqual({
      signatures: { asked: 1, byDigest: 1 },
      sboms: { asked: 1, byDigest: 1 },
      statements: { asked: 0, byDigest: 0 },
    });
  });

  test("is not there if all files are, whether they are named or stand in for all", async () => {
    const verification = await verify(await sealTestRelease({ session }), asked(HELLO, TOOL));
    expect(claimOf(verification, "evidence").reason).toContain("2 signatures of assets");
    expect(verificationJson(verification).evidence?.signatures).toEqual({ asked: 2, byDigest: 0 });
  });

  test("is still compared with the digest in the root", async () => {
    const packed = await sealTestRelease({
      session,
      packed: (entries) => void entries.set(`sbom/${TOOL.sha256}.cdx.json`, sbomOf(TOOL.sha256, ["other"])),
    });
    const verification = await verify(packed, asked(HELLO));
    expect(claimOf(verification, "evidence").code).toBe("evidence-differs");
    expect(verification.verdict).toBe("rejected");
  });

  test("and has another size is still compared, and not held", async () => {
    const packed = await sealTestRelease({
      session,
      packed: (entries) => void entries.set(`assets/${HELLO.sha256}.sigstore.json`, encodeUtf8("{}")),
    });
    for (const order of [asked(HELLO), asked(TOOL)]) {
      expect(claimOf(await verify(packed, order), "evidence").code).toBe("evidence-differs");
    }
  });
});

const FALSE_SIGNATURE = (entry: EvidenceEntry): EvidenceEntry =>
  entry.name === `assets/${TOOL.sha256}.sigstore.json` ? { ...entry, bytes: encodeUtf8("{}") } : entry;
const FALSE_SBOM = (entry: EvidenceEntry): EvidenceEntry =>
  entry.name === `sbom/${TOOL.sha256}.cdx.json` ? { ...entry, bytes: sbomOf(HELLO.sha256) } : entry;

function requiring(...claims: ClaimId[]): Policy {
  const signers = [{ repository: "octo-org/octo-tool" }];
  return parsePolicy(encodeUtf8(JSON.stringify({ schema: POLICY_SCHEMA_ID, signers, require: claims })));
}

describe.each([
  { claim: "evidence", change: FALSE_SIGNATURE, code: "bundle-malformed" },
  { claim: "sbom", change: FALSE_SBOM, code: "sbom-subject" },
] as const)("false evidence of the kind $claim about one asset", ({ claim, change, code }) => {
  let bytes: Uint8Array;

  beforeAll(async () => {
    bytes = await sealedWith(change);
  });

  const claimed = async (order: Partial<VerifyOrder>) => claimOf(await verify(bytes, order), claim);

  test("is not looked at by who asks for another", async () => {
    expect((await claimed(asked(HELLO))).status).toBe("verified");
  });

  test.each<[string, Partial<VerifyOrder>]>([
    ["that asset", asked(TOOL)],
    ["both", asked(HELLO, TOOL)],
    ["all", { ...asked(HELLO), all: true }],
    ["the evidence", { assets: [], evidenceOnly: true }],
    ["the evidence and one asset", { ...asked(HELLO), evidenceOnly: true }],
    ["nothing, because no file is there", { assets: [] }],
    ["a summary, which others read", { ...asked(HELLO), summary: true }],
  ])("is refused to who asks for %s", async (_, order) => {
    expect((await claimed(order)).code).toBe(code);
  });

  test("is refused under a policy that requires the claim, and not under one that requires another", async () => {
    const under = (policy: Policy) => claimed({ ...asked(HELLO), policy, now: new Date() });
    expect((await under(requiring(claim))).code).toBe(code);
    expect((await under(requiring("provenance"))).status).toBe("verified");
  });
});

test("if no SBOM is about the asset or the release, all are read, and none stands in for it (X13)", async () => {
  const without = (entry: EvidenceEntry) => (entry.name === `sbom/${HELLO.sha256}.cdx.json` ? undefined : entry);
  const [good, bad] = await Promise.all([
    sealedWith(without),
    sealedWith((entry) => without(entry) && FALSE_SBOM(entry)),
  ]);
  const found = await verify(good, asked(HELLO));
  expect(claimOf(found, "sbom")).toMatchObject({
    status: "not-checked",
    reason: 'the SBOMs leave open what 1 asset is made of: "hello.txt"',
  });
  expect(found.exitCode).toBe(0);
  expect(claimOf(await verify(bad, asked(HELLO)), "sbom").code).toBe("sbom-subject");
});

describe("an SBOM that leaves it open what its asset is made of (L8)", () => {
  const unknown = (entry: EvidenceEntry): EvidenceEntry => {
    if (entry.name !== `sbom/${TOOL.sha256}.cdx.json`) return entry;
    const text = new TextDecoder().decode(entry.bytes).replace('"aggregate":"complete"', '"aggregate":"unknown"');
    return { ...entry, bytes: encodeUtf8(text) };
  };
  let bytes: Uint8Array;

  beforeAll(async () => {
    bytes = await sealedWith(unknown);
  });

  test.each<[string, Partial<VerifyOrder>]>([
    ["that asset", asked(TOOL)],
    ["both", asked(HELLO, TOOL)],
    ["all", { ...asked(HELLO, TOOL), all: true }],
    ["nothing", { assets: [], evidenceOnly: true }],
  ])("makes no claim to who asks for %s, and refuses nothing", async (_, order) => {
    const found = await verify(bytes, order);
    expect(claimOf(found, "sbom")).toMatchObject({ status: "not-checked", required: false });
    expect(claimOf(found, "sbom").reason).toContain('the SBOMs leave open what 1 asset is made of: "tool.bin"');
    expect([found.verdict, found.exitCode]).toEqual(["verified", 0]);
  });

  test("is of no concern to who asks for another", async () => {
    const found = await verify(bytes, asked(HELLO));
    expect(claimOf(found, "sbom").status).toBe("verified");
    expect(found.exitCode).toBe(0);
  });

  test("is not enough for a policy that requires the claim, whatever was named (X2)", async () => {
    const order = { ...asked(HELLO), policy: requiring("sbom"), now: new Date() };
    const found = await verify(bytes, order);
    expect(claimOf(found, "sbom")).toMatchObject({ status: "not-checked", required: true });
    expect([found.verdict, found.exitCode]).toEqual(["incomplete", 3]);
    expect((await verify(await sealTestRelease({ session }), order)).exitCode).toBe(0);
  });
});
