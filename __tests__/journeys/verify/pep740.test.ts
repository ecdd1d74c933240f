import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { IN_TOTO_PAYLOAD_TYPE } from "../../../src/domain/attestation/dsse.ts";
import { readEvidence } from "../../../src/domain/evidence/read-evidence.ts";
import { bundlesInFile } from "../../../src/domain/sigstore/bundles-in-file.ts";
import { verifyAny } from "../../../src/journeys/verify/verify-any.ts";
import type { JsonObject } from "../../../src/kernel/json.ts";
import type { CertifiedSession } from "../../../src/ports/signer.ts";
import { systemFiles } from "../../../src/world/files/files.ts";
import { expectFault } from "../../expect-fault.ts";
import { quietProgress } from "../../quiet-progress.ts";
import { pep740Attestation, pep740Provenance } from "../../signing/pep740.ts";
import { describeFile } from "../../signing/test-asset.ts";
import { createTestForge } from "../../signing/test-forge.ts";
import { provenanceOf } from "../../signing/test-release.ts";
import { temporaryFolder } from "../../temporary-folder.ts";

const WHEEL = describeFile("octo_tool-1.2.3-py3-none-any.whl", "a wheel\n");
const PUBLISH = "https://docs.pypi.org/attestations/publish/v1";
const forge = createTestForge();
let session: CertifiedSession;
/** A publish attestation as it is made: with a predicate that is null. */
let publish: JsonObject;
let built: JsonObject;

async function attest(statement: JsonObject, by = session): Promise<JsonObject> {
  const payload = Buffer.from(JSON.stringify(statement));
  return pep740Attestation(await by.signPayload(IN_TOTO_PAYLOAD_TYPE, payload));
}

const aboutWheel = (predicateType: string): JsonObject => ({
  _type: "https://in-toto.io/Statement/v1",
  subject: [{ name: WHEEL.name, digest: { sha256: WHEEL.sha256 } }],
  predicateType,
  predicate: null,
});

beforeAll(async () => {
  session = await forge.session();
  publish = await attest(aboutWheel(PUBLISH));
  built = pep740Attestation((await provenanceOf(session, [WHEEL])).bytes);
});

function verify(
  evidence: JsonObject,
  bytes: string = "a wheel\n",
  { name = WHEEL.name, repository = "octo-tool" } = {},
) {
  const folder = temporaryFolder();
  const [path, file] = [join(folder, "provenance.json"), join(folder, name)];
  writeFileSync(path, JSON.stringify(evidence));
  writeFileSync(file, bytes);
  return verifyAny(
    {
      capsule: { path },
      assets: [{ path: file }],
      identity: {
        kind: "repository",
        repository: `https://github.com/octo-org/${repository}`,
        sourceRef: "refs/tags/v1.2.3",
      },
    },
    {
      crypto: nodeCryptography,
      files: systemFiles,
      trust: { trustedRoots: async () => [{ bytes: forge.trustedRoot, origin: "test root", dated: undefined }] },
      progress: quietProgress(),
    },
  );
}

describe("an object of PEP 740", () => {
  test("verifies alone, and as provenance object with what built the file", async () => {
    const alone = await verify(publish);
    expect([alone.exitCode, alone.assets[0]?.status]).toEqual([0, "verified"]);
    const both = await verify(pep740Provenance([publish, built]));
    expect(both.exitCode).toBe(0);
    expect(both.claims.find(({ id }) => id === "provenance")?.status).toBe("verified");
  });

  test("refuses a changed byte", async () => {
    const { exitCode, assets } = await verify(pep740Provenance([publish]), "another wheel\n");
    expect([exitCode, assets[0]?.status]).toEqual([1, "failed"]);
  });

  test("of another publisher is refused, whatever the index says of it", async () => {
    const other = await forge.session({ repository: "octo-org/other" });
    const foreign = await attest(aboutWheel(PUBLISH), other);
    const liar = { kind: "GitHub", repository: "octo-org/octo-tool", workflow: "release.yml" };
    const { exitCode, claims } = await verify(pep740Provenance([foreign], liar));
    expect([exitCode, claims.find(({ id }) => id === "root")?.code]).toEqual([1, "identity-mismatch"]);
    expect((await verify(pep740Provenance([foreign, publish], liar))).exitCode).toBe(0);
    expect((await verify(pep740Provenance([publish]), undefined, { repository: "other" })).exitCode).toBe(1);
  });

  test("whose statement or signature was changed is refused", async () => {
    const statement = Buffer.from(JSON.stringify({ ...aboutWheel(PUBLISH), more: 1 })).toString("base64");
    const { envelope } = publish as { envelope: JsonObject };
    const forged = { ...publish, envelope: { ...envelope, statement } };
    const { exitCode, claims } = await verify(pep740Provenance([forged]));
    expect([exitCode, claims.find(({ id }) => id === "root")?.status]).toEqual([1, "failed"]);
  });

  test("vouches for the file by a predicate of PyPI alone, and tells a renamed file", async () => {
    const spoken = await verify(await attest(aboutWheel("https://example.com/review/v1")));
    expect([spoken.exitCode, spoken.assets[0]?.status]).toEqual([3, "not-vouched"]);
    const renamed = await verify(publish, undefined, { name: "other-1.0-py3-none-any.whl" });
    expect(renamed.assets[0]).toMatchObject({ status: "renamed", sealedName: WHEEL.name });
  });

  test("may break its base64 into lines, as was usual once", async () => {
    const broken = (text: unknown): string => String(text).replace(/.{76}/g, "$&\n");
    const { envelope, verification_material: material } = publish as Record<string, JsonObject>;
    const old = {
      ...publish,
      verification_material: { ...material, certificate: broken(material?.["certificate"]) },
      envelope: { statement: broken(envelope?.["statement"]), signature: broken(envelope?.["signature"]) },
    };
    expect((await verify(old)).exitCode).toBe(0);
  });

  test.each<[string, (good: JsonObject) => JsonObject]>([
    ["another version", (good) => ({ ...good, version: 2 })],
    ["no version", ({ version: _, ...rest }) => rest],
    ["an unknown field", (good) => ({ ...good, extra: 1 })],
    ["no log entry", (good) => ({ ...good, verification_material: { certificate: "", transparency_entries: [] } })],
    ["no envelope", ({ envelope: _, ...rest }) => rest],
  ])("with %s is malformed, alone and in a provenance object", async (_, change) => {
    for (const document of [change(publish), pep740Provenance([change(publish)])]) {
      await expectFault("bundle-malformed", () => bundlesInFile(Buffer.from(JSON.stringify(document))));
    }
  });

  test("without an attestation holds nothing", async () => {
    for (const bundles of [[], [{ publisher: {}, attestations: [] }]]) {
      const empty = Buffer.from(JSON.stringify({ version: 1, attestation_bundles: bundles }));
      await expectFault("bundle-malformed", () => bundlesInFile(empty));
    }
  });
});

test("an object of PEP 740 may be sealed as evidence about the file that it names", () => {
  for (const document of [publish, pep740Provenance([publish])]) {
    expect(readEvidence(Buffer.from(JSON.stringify(document)))).toMatchObject({
      kind: "carried",
      extension: "json",
      subjects: [{ sha256: WHEEL.sha256 }],
    });
  }
});

test("an answer of npm verifies by its provenance; what the registry's key signed is of another signer", async () => {
  const subject = [{ name: "pkg:npm/octo-tool@1.2.3", digest: { sha512: WHEEL.sha512 } }];
  const sign = async (statement: JsonObject) =>
    JSON.parse(
      Buffer.from(await session.signPayload(IN_TOTO_PAYLOAD_TYPE, Buffer.from(JSON.stringify(statement)))).toString(),
    );
  const provenance = JSON.parse(Buffer.from((await provenanceOf(session, [WHEEL])).bytes).toString());
  const type = "https://github.com/npm/attestation/tree/main/specs/publish/v0.1";
  const published = await sign({
    ...{ _type: "https://in-toto.io/Statement/v0.1", subject, predicateType: type },
    predicate: { name: "octo-tool", version: "1.2.3", registry: "https://registry.example" },
  });
  const { certificate: _, ...material } = published.verificationMaterial;
  const byKey = { ...published, verificationMaterial: { ...material, publicKey: { hint: "SHA256:key" } } };
  const answer = {
    attestations: [
      { predicateType: type, bundle: byKey },
      { predicateType: "https://slsa.dev/provenance/v1", bundle: provenance },
    ],
  };
  const { exitCode, claims } = await verify(answer);
  expect(exitCode).toBe(0);
  expect(claims.find(({ id }) => id === "provenance")?.status).toBe("verified");
  expect((await verify(answer, "another\n")).exitCode).toBe(1);
  expect((await verify({ attestations: [answer.attestations[0] as JsonObject] })).exitCode).toBe(1);
});
