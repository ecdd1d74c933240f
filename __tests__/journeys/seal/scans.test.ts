import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { sha256Hex } from "../../../src/crypto/node-digest.ts";
import { parseStatement } from "../../../src/domain/attestation/statement.ts";
import { VULNERABILITIES_TYPE } from "../../../src/domain/attestation/vulnerability-scan.ts";
import { REPOSITORY } from "../../../src/domain/home.ts";
import { parseBundle } from "../../../src/domain/sigstore/bundle.ts";
import { unlessRefused } from "../../../src/kernel/unless-refused.ts";
import { encodeUtf8 } from "../../../src/kernel/utf8.ts";
import { scanStatement } from "../../../src/views/vulnerability/scan-statement.ts";
import { grypeReport, npmReport, scanRecord } from "../../domain/evidence/sample-scans.ts";
import { expectFault } from "../../expect-fault.ts";
import { publishingRun } from "./publishing-run.ts";

const ASSETS = { "tool.tar.gz": "a tool\n", "other.tar.gz": "another\n" };
const DAY = 24 * 60 * 60 * 1000;

/** A run, with a file of evidence that is so many days old by the run's own clock. */
function runWith(make: (time: (daysAgo: number) => string) => unknown) {
  const run = publishingRun(ASSETS);
  const now = run.forge.clock.now().getTime();
  const time = (daysAgo: number): string => new Date(now - daysAgo * DAY).toISOString();
  writeFileSync(join(run.folder, "report.json"), JSON.stringify(make(time)));
  return run;
}

const fresh = (time: (daysAgo: number) => string) => grypeReport({ timestamp: time(0.1), built: time(1) });

/** What `capsule scan --format statement` prints about a file. */
function statementOf(sha256: string, at: string): unknown {
  const subject = { name: "x", sha256 };
  const sources = [{ name: "npm", ecosystems: ["npm"], sha256: "0".repeat(64), records: 1, newest: at }];
  const component = { ref: "a", name: "left", version: "1.2.3", purl: "pkg:npm/left@1.2.3", path: undefined };
  const finding = {
    ...{ id: "CVE-2026-1001", ids: ["CVE-2026-1001", "GHSA-aaaa-bbbb-cccc"], component, summary: "", fixed: ["1.2.4"] },
    severity: { level: "high", score: 7.5, vector: undefined },
    modified: at,
  } as const;
  const scan = { packages: 2, findings: [finding], unjudged: [{ component, reason: "no version", ids: [] }] };
  const time = new Date(at);
  return scanStatement({ scan, sources, time, finished: time, subject, unknown: undefined, delta: undefined }, "1.0.0");
}

function signedStatement(entries: readonly { readonly bytes: Uint8Array }[], type: string) {
  return entries.flatMap(({ bytes }) => {
    const bundle = unlessRefused(() => parseBundle(bytes), undefined);
    const statement = bundle?.content.kind === "dsse" ? parseStatement(bundle.content.payload) : undefined;
    return statement?.predicateType === type ? [statement] : [];
  })[0];
}

describe("our own scan", () => {
  test("of an asset is evidence as any other, with what it could not judge, and is carried beside its statement", async () => {
    const run = runWith((time) => statementOf(sha256Hex(encodeUtf8(ASSETS["tool.tar.gz"])), time(0.1)));
    const sealed = await run.seal({ evidence: ["report.json"] });
    expect(signedStatement(sealed.entries, VULNERABILITIES_TYPE)).toMatchObject({
      subject: [{ name: "tool.tar.gz" }],
      predicate: {
        scanner: { uri: REPOSITORY, version: "1.0.0", result: [{ id: "CVE-2026-1001" }] },
        metadata: { target: { boundBy: "digest" }, notJudged: ["pkg:npm/left@1.2.3: no version"] },
      },
    });
    expect(run.warnings.join("\n")).toContain("could not judge 1 component");
    const old = runWith((time) => statementOf(sha256Hex(encodeUtf8(ASSETS["tool.tar.gz"])), time(4)));
    await expectFault("scan-stale", () => old.seal({ evidence: ["report.json"] }));
  });

  test("of an SBOM that is given is about what the SBOM describes, and of an SBOM that nobody gives about nothing", async () => {
    const sha256 = sha256Hex(encodeUtf8(ASSETS["other.tar.gz"]));
    const bom = (hashes: object) => ({
      ...{ bomFormat: "CycloneDX", specVersion: "1.6", version: 1, components: [] },
      metadata: { component: { type: "file", name: "other.tar.gz", "bom-ref": "root", ...hashes } },
    });
    const of = encodeUtf8(JSON.stringify(bom({ hashes: [{ alg: "SHA-256", content: sha256 }] })));
    const run = runWith((time) => statementOf(sha256Hex(of), time(0.1)));
    writeFileSync(join(run.folder, "other.cdx.json"), of);
    await expectFault("evidence-subject", () => run.seal({ evidence: ["report.json"] }));
    const sbom = { quality: { kind: "off" }, diff: "off", given: [join(run.folder, "other.cdx.json")] } as const;
    const sealed = await run.seal({ evidence: ["report.json"], sbom });
    expect(signedStatement(sealed.entries, VULNERABILITIES_TYPE)).toMatchObject({
      subject: [{ name: "other.tar.gz", digest: { sha256 } }],
      predicate: { metadata: { target: { boundBy: "sbom" } } },
    });
    await expectFault("evidence-subject", () => run.seal({ evidence: ["report.json=tool.tar.gz"], sbom }));
    const recorded = runWith((time) =>
      scanRecord(npmReport(), { started: time(0.2), finished: time(0.1), target: { sha256: sha256Hex(of) } }),
    );
    writeFileSync(join(recorded.folder, "other.cdx.json"), of);
    const given = { ...sbom, given: [join(recorded.folder, "other.cdx.json")] };
    const bound = await recorded.seal({ evidence: ["report.json"], sbom: given });
    expect(signedStatement(bound.entries, VULNERABILITIES_TYPE)?.subject).toEqual([
      { name: "other.tar.gz", digest: { sha256 } },
    ]);
    expect(recorded.warnings.join("\n")).not.toContain("names no digest");
  });
});

describe("a report of a scanner", () => {
  test("is signed as a statement about the file that it names, carried beside it, and verified with the release", async () => {
    const run = runWith(fresh);
    const sealed = await run.seal({ evidence: ["report.json"] });
    expect(signedStatement(sealed.entries, VULNERABILITIES_TYPE)).toMatchObject({
      subject: [{ name: "tool.tar.gz", digest: { sha256: sha256Hex(encodeUtf8(ASSETS["tool.tar.gz"])) } }],
      predicate: { metadata: { target: { boundBy: "name", names: ["dist/tool.tar.gz"] } } },
    });
    expect(run.warnings.join("\n")).toContain('the report of grype is about "tool.tar.gz" by its name alone');
    expect(sealed.entries.filter(({ name }) => name.startsWith("evidence/"))).toHaveLength(2);
  });

  test("of another file of the release than was said is refused, and so is one that says nothing", async () => {
    const run = runWith(fresh);
    await expectFault("evidence-subject", () => run.seal({ evidence: ["report.json=other.tar.gz"] }));
    const other = runWith((time) => scanRecord(npmReport(), { started: time(0.2), finished: time(0.1) }));
    await expectFault("evidence-subject", () => other.seal({ evidence: ["report.json"] }));
    await other.seal({ evidence: ["report.json=tool.tar.gz"] });
    expect(other.warnings.join("\n")).toContain("because you say so");
  });

  test("that is too old, or of which nobody knows the day, stops the run before anything is signed", async () => {
    const old = runWith((time) => grypeReport({ timestamp: time(0.1), built: time(4) }));
    await expectFault("scan-stale", () => old.seal({ evidence: ["report.json"] }));
    const undated = runWith(() => npmReport());
    await expectFault("scan-undated", () => undated.seal({ evidence: ["report.json=tool.tar.gz"] }));
    expect([old.opened(), undated.opened()]).toEqual([0, 0]);
  });

  test("may be as old as the manifest says", async () => {
    const run = runWith((time) => grypeReport({ timestamp: time(0.1), built: time(4) }));
    mkdirSync(join(run.folder, "release"));
    const schema = "https://release-capsule.github.io/release-capsule/schemas/release-manifest/v1";
    // There is neither a checkout nor a GitHub to ask here.
    const policy = { "unsafe-allow": ["tag-target", "tag-kind", "branch", "version-order"] };
    const manifest = { schema, name: "octo-tool", policy, vulnerabilities: { "database-max-age": "5d" } };
    writeFileSync(join(run.folder, "release", "m.json"), JSON.stringify(manifest));
    await expectFault("scan-stale", () => run.seal({ evidence: ["report.json"] }));
    const sealed = await run.seal({ evidence: ["report.json"], manifest: join(run.folder, "release", "m.json") });
    expect(sealed.recovered).toBe(false);
  });

  test("is the same statement in a rerun, which takes over what was sealed", async () => {
    const run = runWith(fresh);
    await run.seal({ evidence: ["report.json"] }, { keepDraft: true });
    expect((await run.seal({ evidence: ["report.json"] })).recovered).toBe(true);
  });

  test("is kept by GitHub with the provenance, by the file that it is about", async () => {
    const run = runWith(fresh);
    await run.seal({ evidence: ["report.json"] });
    const types = run.github.attestations.map(({ bundle }) => {
      const { content } = parseBundle(encodeUtf8(JSON.stringify(bundle)));
      return content.kind === "dsse" ? parseStatement(content.payload).predicateType : "";
    });
    expect(types[0]).toBe("https://in-toto.io/attestation/vulns/v0.2");
    expect(types).toHaveLength(3);
  });
});

test("SBOMs are attested where that is asked for: each asset's, kept by GitHub, and not again by a rerun", async () => {
  const run = publishingRun(ASSETS);
  const sbom = { quality: { kind: "off" }, diff: "off", attested: ["cdx", "spdx"] } as const;
  await run.seal({ sbom, publish: "full" }, { keepDraft: true });
  expect(run.github.attestations).toHaveLength(2 + 2 * 2);
  expect(run.names()).toEqual(
    expect.arrayContaining(["tool.tar.gz.cdx.sigstore.json", "other.tar.gz.spdx.sigstore.json"]),
  );
  const again = await run.seal({ sbom, publish: "full" });
  expect(again.recovered).toBe(true);
  expect(run.opened()).toBe(1);
});
