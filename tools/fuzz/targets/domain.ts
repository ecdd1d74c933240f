import {
  CSAF,
  CYCLONEDX_VEX,
  JUNIT,
  OPEN_VEX,
  SARIF,
  statement,
  TEST_RESULT,
} from "../../../__tests__/domain/evidence/sample-evidence.ts";
import {
  cargoReport,
  govulncheckStream,
  grypeReport,
  npmReport,
  osvReport,
  pipReport,
  scanRecord,
  trivyReport,
  vdrReport,
} from "../../../__tests__/domain/evidence/sample-scans.ts";
import { remembered } from "../../../__tests__/domain/memory/remembered.ts";
import { parseAssetList } from "../../../src/domain/asset/asset-list.ts";
import { requireAssetName } from "../../../src/domain/asset/asset-name.ts";
import { parseChecksums } from "../../../src/domain/asset/checksums.ts";
import { parseImage } from "../../../src/domain/asset/image-reference.ts";
import { approvalStatement, readApproval } from "../../../src/domain/attestation/approval.ts";
import { readGithubBuild } from "../../../src/domain/attestation/github-provenance.ts";
import { readRebuild, rebuildStatement } from "../../../src/domain/attestation/rebuild.ts";
import { parseProvenance } from "../../../src/domain/attestation/slsa-provenance.ts";
import { readStatedBuild } from "../../../src/domain/attestation/stated-build.ts";
import { formatStatement, parseStatement } from "../../../src/domain/attestation/statement.ts";
import { formatAuditRecord, parseAuditRecord } from "../../../src/domain/audit/audit-record.ts";
import { parsePackage } from "../../../src/domain/audit/packages.ts";
import { readEvidence } from "../../../src/domain/evidence/read-evidence.ts";
import { schemaId } from "../../../src/domain/home.ts";
import { BUNDLE_MEDIA_TYPE, bundleAnnotations, bundleIn } from "../../../src/domain/image/bundle-manifest.ts";
import { parseImageName } from "../../../src/domain/image/image-name.ts";
import { referrerManifest } from "../../../src/domain/image/referrer-manifest.ts";
import { taggedLayers, taggedManifest } from "../../../src/domain/image/simple-signing.ts";
import { readAssetPlatform } from "../../../src/domain/installer/asset-platform.ts";
import { readInstallerMark } from "../../../src/domain/installer/installer-text.ts";
import { formatCapsuleLock, parseCapsuleLock } from "../../../src/domain/memory/capsule-lock.ts";
import { parsePolicy } from "../../../src/domain/policy/parse-policy.ts";
import { parseManifest } from "../../../src/domain/release/manifest.ts";
import { parsePurl } from "../../../src/domain/sbom/model/purl.ts";
import { readLicense } from "../../../src/domain/sbom/model/read-license.ts";
import { readTag, readTagOf } from "../../../src/domain/source/read-tag.ts";
import { parseRepository } from "../../../src/domain/source/repository.ts";
import { readSourceDate } from "../../../src/domain/source/source-date.ts";
import { parseSignerWorkflow, parseWorkflowName } from "../../../src/domain/source/workflow-name.ts";
import { parseRisk } from "../../../src/domain/vulnerability/risk.ts";
import { formatWatchState, parseWatchState } from "../../../src/domain/watch/watch-state.ts";
import { parseChallenges } from "../../../src/services/registry/challenge.ts";
import type { FuzzTarget } from "../target.ts";
import { corpusFiles, encode, json, repositoryFile } from "./seeds.ts";

const SHA256 = "ab".repeat(32);
const PLACED = { mediaType: "application/x", digest: `sha256:${SHA256}`, size: 1 };
const MANIFEST = referrerManifest({
  ...{ subject: PLACED, layer: { ...PLACED, mediaType: BUNDLE_MEDIA_TYPE }, config: PLACED },
  artifactType: BUNDLE_MEDIA_TYPE,
  annotations: bundleAnnotations("https://example.com/x", "2026-11-29T00:00:00Z"),
});
const SHA512 = "cd".repeat(64);

/** Files that people and other tools write for us, and texts in them. */
export async function domainTargets(): Promise<readonly FuzzTarget[]> {
  return [...files(), ...lists(), ...statements(), ...words()];
}

const RISK_YAML = `schema: ${schemaId("risk")}
decisions:
  - id: CVE-2026-1001
    component: pkg:npm/left@1.2.3
    status: affected
    action: update
    owner: security
    reason: not yet
    reviewed: 2026-11-20
    expires: 2026-12-20
`;

function files(): FuzzTarget[] {
  const decided = { id: "CVE-2026-1001", aliases: ["GHSA-aaaa-bbbb-cccc"], component: "pkg:npm/left@1.2.3" };
  const said = { status: "fixed", owner: "security", reason: "x", reviewed: "2026-11-20", expires: "2026-12-20" };
  const decisions = { schema: schemaId("risk"), decisions: [{ ...decided, ...said, severity: "high" }] };
  const schema = schemaId("release-manifest");
  const input = { name: "rules", source: "https://example.com/rules", pin: "a".repeat(40) };
  const manifests = [
    { schema, name: "tool", assets: ["tool-{version}.tgz"], inputs: [input], policy: { tag: "signed" } },
    {
      schema,
      components: [
        { name: "a", packages: ["a/package.json"] },
        { name: "b", tag: "b-{version}" },
      ],
    },
  ];
  const yaml = encode(`schema: ${schema}\nname: tool\nversioning: calver\nassets:\n  - "tool-{version}.tgz"\n`);
  const reports = [grypeReport(), trivyReport(), osvReport(), npmReport(), pipReport(), cargoReport()];
  const scans = json(...reports, scanRecord(vdrReport()));
  const evidence = [...json(SARIF, OPEN_VEX, CYCLONEDX_VEX, CSAF), ...scans, encode(govulncheckStream())];
  const test = statement("https://in-toto.io/attestation/test-result/v0.1", TEST_RESULT, SHA256);
  const [signed] = corpusFiles("bundles/real-rekor-v2/statement", /as-it-was-signed/, 1);
  return [
    { name: "risk/json", seeds: json(decisions), read: (bytes) => parseRisk(bytes, "risk.json") },
    { name: "risk/yaml", seeds: [encode(RISK_YAML)], read: (bytes) => parseRisk(bytes, "risk.yaml") },
    { name: "installer-mark", seeds: [encode("#!/bin/sh\n")], read: readInstallerMark },
    {
      name: "cosign-2-tag",
      seeds: [taggedManifest([{ ...PLACED, annotations: { "dev.cosignproject.cosign/signature": "eA==" } }], PLACED)],
      read: (bytes) => taggedLayers(bytes),
    },
    { name: "bundle-manifest", seeds: [MANIFEST], read: (bytes) => bundleIn(bytes, `sha256:${SHA256}`) },
    { name: "capsule-lock", seeds: [formatCapsuleLock(remembered())], read: parseCapsuleLock },
    { name: "policy", seeds: [repositoryFile("examples/policy.json")], read: parsePolicy },
    { name: "watch/state", seeds: [encode(WATCH_STATE)], read: (bytes) => parseWatchState(text(bytes)) },
    { name: "audit/record", seeds: [AUDIT_RECORD], read: parseAuditRecord },
    { name: "manifest/json", seeds: json(...manifests), read: (bytes) => parseManifest(bytes, "m.json") },
    { name: "manifest/yaml", seeds: [yaml], read: (bytes) => parseManifest(bytes, "m.yaml") },
    {
      name: "evidence",
      seeds: [...evidence, encode(JUNIT), test, ...(signed === undefined ? [] : [signed])],
      read: readEvidence,
    },
  ];
}

const WATCH_STATE = formatWatchState({
  ...{ tag: "v1", differences: ["tag tag-moved"] },
  findings: [{ ids: ["CVE-2026-1001"], component: "left 1.2.3", level: "high" }],
});

const AUDIT_RECORD = formatAuditRecord({
  ...{ repositoryId: "74", tag: "v1", rootSha256: SHA256, attested: true },
  release: { id: "7", isDraft: false, isPrerelease: false, immutable: true, publishedAt: "2026-01-01T00:00:00Z" },
});

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

function lists(): FuzzTarget[] {
  const sums = [`${SHA256}  a.tgz\n${SHA256} *b c\n`, `SHA256 (a.tgz) = ${SHA256}\n`].map(encode);
  const long = [`${SHA512}  a.tgz\n`].map(encode);
  const archive = { name: "a.tgz", path: "dist/a.tgz", type: "Archive", extra: { Checksum: `sha256:${SHA256}` } };
  const artifact = { name: "a.tgz", kind: "executable-zip", path: "/b/a.tgz", checksums: { sha256: SHA256 } };
  const subject = { name: "a.tgz", digest: `sha256:${SHA256}`, kind: "file" };
  const written = json([archive], { artifacts: { "a.tgz": artifact } }, { version: 1, subjects: [subject] });
  return [
    { name: "asset/checksums-sha256", seeds: sums, read: (bytes) => parseChecksums(text(bytes), "sha256") },
    { name: "asset/checksums-sha512", seeds: long, read: (bytes) => parseChecksums(text(bytes), "sha512") },
    { name: "asset/list", seeds: [...sums, ...long, ...written], read: parseAssetList },
  ];
}

function statements(): FuzzTarget[] {
  const payloads = corpusFiles("bundles", /statement.*as-it-was-signed\.sigstore\.json$/).map((bundle) => {
    const { dsseEnvelope } = JSON.parse(Buffer.from(bundle).toString());
    return new Uint8Array(Buffer.from(dsseEnvelope.payload, "base64"));
  });
  return [
    { name: "attestation/statement", seeds: payloads, read: parseStatement },
    {
      name: "attestation/provenance",
      seeds: [...payloads, PROVENANCE].map((bytes) => new Uint8Array(bytes)),
      read(bytes) {
        const read = parseStatement(bytes);
        return [readStatedBuild(read), readGithubBuild(parseProvenance(read))];
      },
    },
    {
      name: "attestation/approval",
      seeds: [formatStatement(approvalStatement(VOUCHED, OWN))],
      read: (bytes) => readApproval(parseStatement(bytes)),
    },
    {
      name: "attestation/rebuild",
      seeds: [formatStatement(rebuildStatement({ ...VOUCHED, builder: "make", rebuilt: REBUILT }, OWN))],
      read: (bytes) => readRebuild(parseStatement(bytes)),
    },
  ];
}

const VOUCHED = { rootSha256: SHA256, release: { name: "tool", version: "1", tag: "v1", repository: null } };
const OWN = { signer: { identity: "a", issuer: "b" }, files: ["tool.bin"] };
const REBUILT = [{ name: "tool.bin", digest: { sha256: SHA256, sha512: SHA512 } }];

const PROVENANCE = statement(
  "https://slsa.dev/provenance/v1",
  {
    buildDefinition: {
      buildType: "https://actions.github.io/buildtypes/workflow/v1",
      externalParameters: {
        workflow: { ref: "refs/tags/v1", repository: "https://github.com/o/r", path: ".github/workflows/r.yml" },
      },
      internalParameters: {
        github: {
          event_name: "push",
          repository_id: "1",
          repository_owner_id: "2",
          runner_environment: "github-hosted",
        },
      },
      resolvedDependencies: [{ uri: "git+https://github.com/o/r@refs/tags/v1", digest: { gitCommit: "a".repeat(40) } }],
    },
    runDetails: {
      builder: { id: "https://github.com/o/r/.github/workflows/r.yml@refs/tags/v1" },
      metadata: { invocationId: "https://github.com/o/r/actions/runs/1/attempts/1" },
    },
  },
  SHA256,
);

/** Names, addresses and versions as people write them. */
function words(): FuzzTarget[] {
  const of = (name: string, texts: readonly string[], read: (text: string) => unknown): FuzzTarget => ({
    name: `word/${name}`,
    seeds: texts.map(encode),
    read: (bytes) => read(Buffer.from(bytes).toString()),
  });
  const tags = ["v1.2.3", "tool-v1.2.3-rc.1+b", "release-2026.11.28", "1.0a1"];
  return [
    of("purl", ["pkg:npm/%40s/a@1.0.0?x=y#z", "pkg:github/o/r@v1"], parsePurl),
    of("license", ["MIT OR (Apache-2.0 WITH LLVM-exception AND BSD-3-Clause)", "own words"], readLicense),
    of("package", ["npm:@scope/name@1.2.3", "pypi:name", "crates:name"], parsePackage),
    of("image", [`ghcr.io/octo/tool@sha256:${SHA256}`], parseImage),
    of("image-name", [`ghcr.io/octo/tool:1.2@sha256:${SHA256}`, "docker.io/alpine:3"], parseImageName),
    of("challenge", ['Bearer realm="https://a/t",service="s", Basic realm=x'], parseChallenges),
    of("asset-platform", ["tool-1.2.3-linux-amd64.tar.gz", "tool_darwin_arm64.zip"], (text) => {
      requireAssetName(text);
      return readAssetPlatform(text, "1.2.3");
    }),
    of("repository", ["https://github.com/o/r", "o/r"], parseRepository),
    of("tag", tags, (text) => [readTag(text), readTagOf(text, "tool")]),
    of("source-date", ["1700000000"], readSourceDate),
    of("workflow", ["https://github.com/o/r/.github/workflows/r.yml@refs/tags/v1"], (text) => [
      parseWorkflowName(text),
      parseSignerWorkflow(text, "https://github.com"),
    ]),
  ];
}
