import type { RootStatement } from "../../src/domain/capsule/root-schema.ts";
import { CAPSULE_PREDICATE_TYPE } from "../../src/domain/home.ts";
import type { ReleaseClaim } from "../../src/domain/release/checks/release-claim.ts";
import type { SealedRelease } from "../../src/domain/release/sealed-release.ts";
import type { CertificateFacts } from "../../src/domain/sigstore/certificate-facts.ts";
import { LOCAL_ISSUER } from "../../src/domain/sigstore/local-issuer.ts";
import type { Verification } from "../../src/domain/verification/verification.ts";
import { Fault } from "../../src/kernel/fault.ts";

export const HEX = "ab".repeat(32);
/** A name that tries to act on a terminal, on Markdown and on a log. */
export const HOSTILE = "evil\u001b[2J\u202e|`x`<script>\n::error::.txt";

export const root: RootStatement = {
  _type: "https://in-toto.io/Statement/v1",
  subject: [{ name: "tool", digest: { sha256: HEX, sha512: HEX + HEX }, annotations: { kind: "file" } }],
  predicateType: CAPSULE_PREDICATE_TYPE,
  predicate: {
    release: {
      purl: "pkg:github/owner/demo@v1.0.0",
      name: "demo",
      version: "1.0.0",
      versioning: "semver",
      tag: "v1.0.0",
      tagTemplate: "v{version}",
      commit: "c".repeat(40),
      repository: "https://github.com/owner/demo",
      repositoryId: "1",
      ownerId: "2",
      runUri: "https://github.com/owner/demo/actions/runs/3/attempts/1",
    },
    evidence: [],
    pins: [],
    previous: { none: "first-release", reason: "the first" },
  },
};

export function certificate(issuer = "https://token.actions.githubusercontent.com"): CertificateFacts {
  return {
    subjectAlternativeName: {
      kind: "uri",
      value: "https://github.com/owner/demo/.github/workflows/r.yml@refs/tags/v1.0.0",
    },
    issuer,
    extensions: {},
  } as CertificateFacts;
}

export const verification: Verification = {
  verdict: "rejected",
  builder: undefined,
  signatures: [],
  exitCode: 1,
  claims: [
    { id: "archive", status: "verified", reason: "canonical", required: true },
    {
      id: "assets",
      status: "failed",
      reason: "not the sealed file",
      required: true,
      code: "digest-mismatch",
      hint: "download again",
    },
    { id: "other-evidence", status: "not-applicable", reason: "none", required: false },
  ] as Verification["claims"],
  assets: [
    { sealedName: "tool", looked: "/x/tool", status: "failed", reason: "not the sealed file" },
    { sealedName: undefined, looked: HOSTILE, status: "failed", reason: "no asset of the release" },
  ],
  approvals: [],
  coverage: {
    signatures: { asked: 1, byDigest: 19 },
    sboms: { asked: 4, byDigest: 38 },
    statements: { asked: 0, byDigest: 0 },
  },
  root: {
    statement: root,
    sha256: HEX,
    signer: { kind: "certificate", certificate: certificate() },
    times: [{ source: "log", seconds: 1_700_000_000 }],
    logEntries: [{ log: "https://rekor.sigstore.dev", index: "7", integratedSeconds: undefined }],
  },
  capsuleSha256: HEX,
  trust: { origin: "built-in public-good root", dated: "2026-08-21" },
  failures: [new Fault("file-missing", "there is no file", { hint: "look\nelsewhere" })],
};

/** A check whose values were read from hostile files. */
export const check: ReleaseClaim = {
  ...{ id: "package-version", status: "failed", required: true, found: HOSTILE, expected: "1.0.0" },
  ...{ source: HOSTILE, reason: "the package has another version", fix: "change it\nor the tag" },
};

export function release(changes: Partial<SealedRelease> = {}): SealedRelease {
  return {
    facts: {
      ...root.predicate.release,
      ref: "refs/tags/v1.0.0",
      dirty: true,
      epoch: 0,
    },
    assets: [{ name: HOSTILE, size: 5, sha256: HEX, sha512: "cd".repeat(64) }],
    identity: {
      kind: "certificate",
      subjectAlternativeName: "local@capsule-local.invalid",
      issuer: LOCAL_ISSUER,
      instance: "local",
    },
    capsule: { name: "demo.capsule", sha256: HEX },
    rootSha256: HEX,
    claims: verification.claims,
    images: [],
    readBack: [],
    storageRecords: [],
    logEntries: [],
    sbomDelta: { notCompared: "no earlier release is public" },
    qualityGate: { kind: "plausible" },
    publication: undefined,
    warnings: ["a *warning*"],
    examined: { claims: [check], values: [{ name: "tag", value: HOSTILE, source: "git" }] },
    written: {
      folder: "/out",
      capsule: "/out/demo.capsule",
      files: [{ name: "VERIFY.md", path: "/out/VERIFY.md", size: 1, sha256: HEX }],
      trustedRoot: "/out/local.trusted_root.json",
      verifyArguments: ["verify", "--", "/out/demo.capsule"],
    },
    ...changes,
  };
}
