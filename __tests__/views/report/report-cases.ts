import { nodeCryptography } from "../../../src/crypto/node.ts";
import { sha256Hex } from "../../../src/crypto/node-digest.ts";
import type { EvidenceEntry } from "../../../src/domain/capsule/build-root.ts";
import { sbomEntry } from "../../../src/domain/capsule/entry-names.ts";
import { MEDIA_TYPES } from "../../../src/domain/capsule/media-types.ts";
import { readCapsule } from "../../../src/domain/capsule/read-capsule.ts";
import type { RootStatement } from "../../../src/domain/capsule/root-schema.ts";
import { parseBundle } from "../../../src/domain/sigstore/bundle.ts";
import type { Verification } from "../../../src/domain/verification/verification.ts";
import { givenFiles, ROOT } from "../../../src/doors/library/given-files.ts";
import { inMemory } from "../../../src/doors/library/named-files.ts";
import { asFlag } from "../../../src/doors/options/as-flag.ts";
import { policyDigest } from "../../../src/doors/results/write-report.ts";
import { readContents } from "../../../src/journeys/report/read-contents.ts";
import { verifyAny } from "../../../src/journeys/verify/verify-any.ts";
import type { VerifyOrder } from "../../../src/journeys/verify/verify-order.ts";
import { bytesSource, sourceChunks } from "../../../src/kernel/byte-source.ts";
import { encodeUtf8 } from "../../../src/kernel/utf8.ts";
import type { ReportFacts } from "../../../src/views/report/report-facts.ts";
import { reportPage } from "../../../src/views/report/report-page.ts";
import { quietProgress } from "../../quiet-progress.ts";
import { describeFile, type TestAsset } from "../../signing/test-asset.ts";
import { createTestForge, type TestForge } from "../../signing/test-forge.ts";
import { createTestPublisher } from "../../signing/test-publisher.ts";
import { sealTestRelease } from "../../signing/test-release.ts";

/** Of a release, verified here: what a page is made of. */
export interface ReportCase extends ReportFacts {
  readonly name: string;
  readonly html: string;
}

/** One package of a list of contents, as CycloneDX has it. */
export interface TestPackage {
  readonly name: string;
  readonly version?: string;
  readonly license?: string;
}

/** A text that tries to become markup, to close what it stands in, and to turn round what follows. */
export const HOSTILE = `</script><script>alert(1)</script>"'><img src=x onerror=alert(2)>\u202egpj.exe`;

/** The same for a file, in which no folder is named. */
export const HOSTILE_FILE = `"'><img src=x onerror=alert(4)>\u202egpj.exe`;

const REPOSITORY = "https://github.com/octo-org/octo-tool";
/** When it was checked: a time that was named, so that the page is the same each time. */
const CHECKED_AT = 1_795_860_120;

const ASSETS: readonly TestAsset[] = [
  "octo-tool-1.2.3-linux-arm64.tar.gz",
  "octo-tool-1.2.3-linux-x64.tar.gz",
  "octo-tool-1.2.3-macos-arm64.zip",
  "octo-tool-1.2.3-macos-x64.zip",
  "octo-tool-1.2.3-windows-x64.zip",
  "octo-tool-1.2.3.deb",
].map((name, index) => describeFile(name, `${name}\n`.repeat(40_000 * (index + 1))));

const PACKAGES: readonly TestPackage[] = [
  ...Array.from({ length: 120 }, (_, index) => ({
    name: `package-${String(index).padStart(3, "0")}`,
    version: `${1 + (index % 4)}.${index % 10}.${index % 7}`,
    license: ["MIT", "MIT", "MIT", "Apache-2.0", "ISC", "BSD-3-Clause", "MIT", "MPL-2.0"][index % 8] ?? "MIT",
  })),
  { name: "without-licence", version: "0.3.0" },
];

interface Made {
  readonly name: string;
  readonly assets?: readonly TestAsset[];
  /** What the files beside the capsule hold, where that is not what was sealed. */
  readonly changed?: ReadonlyMap<string, string>;
  /** Of the assets, which lie beside the capsule. */
  readonly present?: (name: string) => boolean;
  readonly packages?: readonly TestPackage[];
  readonly before?: readonly TestPackage[];
  /** Names of files that are asked about and are not of the release. */
  readonly strangers?: readonly string[];
  readonly order?: Partial<VerifyOrder>;
  /** Whether GitHub's attestation of the release lies beside the capsule. */
  readonly isAttested?: boolean;
}

/** The four releases that a page must serve, and a large one. */
export async function reportCases(): Promise<ReportCase[]> {
  const forge = createTestForge();
  const [first, second] = ASSETS;
  const before = [
    ...PACKAGES.filter(({ name }) => name !== "package-007").map((one) =>
      one.name === "package-011"
        ? { ...one, version: "0.9.0" }
        : one.name === "package-013"
          ? { ...one, license: "MIT" }
          : one,
    ),
    { name: "left-pad", version: "1.3.0", license: "WTFPL" },
  ];
  const hostileAsset = describeFile(`evil "quoted" <img src=x onerror=alert(3)> & 'more'.tar.gz`, "evil\n");
  const longAsset = describeFile(`${"very-long-".repeat(22)}name.zip`, "long\n");
  return [
    await makeCase(forge, { name: "good", packages: PACKAGES, before, isAttested: true }),
    await makeCase(forge, {
      name: "rejected",
      packages: PACKAGES,
      changed: new Map([[second?.name ?? "", "another program\n"]]),
    }),
    await makeCase(forge, { name: "incomplete", packages: PACKAGES, present: () => false }),
    await makeCase(forge, {
      name: "refused-signer",
      packages: PACKAGES,
      order: { identity: { kind: "repository", repository: "https://github.com/acme/other-tool" } },
    }),
    await makeCase(forge, {
      name: "hostile",
      assets: [hostileAsset, longAsset, ...(first === undefined ? [] : [first])],
      packages: [
        { name: HOSTILE, version: HOSTILE, license: HOSTILE },
        { name: "x".repeat(4_000), version: "\u202e1.0\u200b", license: `MIT"></td><script>alert(2)</script>` },
        { name: "\\u{202e}", version: "1", license: "MIT" },
      ],
      before: [{ name: HOSTILE, version: "1", license: "none\u0000" }],
      // No release may hold such a name, but a folder may.
      strangers: [HOSTILE_FILE],
    }),
  ];
}

export const LARGE = { assets: 500, packages: 5_000 };

/** As many files and packages as the largest releases have. */
export function largeCase(): Promise<ReportCase> {
  return makeCase(createTestForge(), {
    name: "large",
    assets: Array.from({ length: LARGE.assets }, (_, index) =>
      describeFile(`octo-tool-1.2.3-${index}.tar.gz`, `${index}\n`),
    ),
    packages: Array.from({ length: LARGE.packages }, (_, index) => ({
      name: `@scope-${index % 50}/a-package-of-usual-length-${index}`,
      version: `${index % 9}.${index % 11}.${index % 13}`,
      license: index % 3 === 0 ? "MIT" : "Apache-2.0 WITH LLVM-exception",
    })),
  });
}

async function makeCase(forge: TestForge, made: Made): Promise<ReportCase> {
  const { name, assets = ASSETS, changed, present = () => true, packages, before, strangers = [], order = {} } = made;
  const files = new Map<string, Uint8Array>();
  for (const asset of assets.filter((one) => present(one.name))) {
    const text = changed?.get(asset.name);
    files.set(`${ROOT}/release/${asset.name}`, text === undefined ? asset.bytes : encodeUtf8(text));
  }
  for (const stranger of strangers) files.set(`${ROOT}/release/${stranger}`, encodeUtf8("a stranger\n"));
  const named = strangers.length === 0 ? [] : [...files.keys()].map((path) => ({ path }));
  const earlier =
    before === undefined ? undefined : await sealed(forge, { version: "1.2.2", assets, packages: before });
  if (earlier !== undefined) files.set(`${ROOT}/earlier/octo-tool-1.2.2.capsule`, earlier);
  const previous = earlier === undefined ? undefined : await previousOf(earlier);
  files.set(
    `${ROOT}/release/octo-tool-1.2.3.capsule`,
    await sealed(forge, { version: "1.2.3", assets, packages: packages ?? [], ...(previous && { previous }) }),
  );
  const publisher = made.isAttested === true ? createTestPublisher() : undefined;
  if (publisher !== undefined) {
    const beside = `${ROOT}/release/octo-tool-1.2.3.release.sigstore.json`;
    files.set(beside, encodeUtf8(JSON.stringify(await publisher.attest({ assets }))));
  }
  const asked: VerifyOrder = {
    capsule: { path: `${ROOT}/release/octo-tool-1.2.3.capsule` },
    assets: named,
    identity: { kind: "repository", repository: REPOSITORY },
    now: new Date(CHECKED_AT * 1000),
    ...(earlier === undefined ? {} : { previous: `${ROOT}/earlier/octo-tool-1.2.2.capsule` }),
    ...order,
  };
  return caseOf(name, asked, { files, trustedRoots: [forge, publisher].flatMap((one) => one?.trustedRoot ?? []) });
}

async function caseOf(
  name: string,
  order: VerifyOrder,
  held: { readonly files: ReadonlyMap<string, Uint8Array>; readonly trustedRoots: readonly Uint8Array[] },
): Promise<ReportCase> {
  const given = [...held.files].map(([path, bytes]) => ({ path: path.slice(ROOT.length + 1), file: inMemory(bytes) }));
  const files = givenFiles(given);
  const roots = held.trustedRoots.map((bytes) => ({ bytes, origin: "test root", dated: "2026-11-02" }));
  const trust = { trustedRoots: async () => roots };
  const ports = { crypto: nodeCryptography, files, trust, progress: quietProgress() };
  const verification = await verifyAny(order, ports);
  const contents = await readContents(verification, order, ports);
  const facts = { verification, page: pageOf(order), contents };
  return { name, ...facts, html: await htmlOf(facts) };
}

/** The page of facts, which may be made by hand. */
export function htmlOf(facts: ReportFacts): Promise<string> {
  return reportPage(facts, policyDigest(nodeCryptography));
}

export function pageOf({ identity }: Pick<VerifyOrder, "identity">): ReportFacts["page"] {
  const repository = identity.kind === "repository" ? identity.repository : undefined;
  return {
    ...{ width: 80, paint: (_style: unknown, text: string) => text, spelling: asFlag },
    ...{ verbose: false, evidence: "octo-tool-1.2.3.capsule", repository, online: false },
    command: `capsule verify --repository octo-org/octo-tool octo-tool-1.2.3.capsule FILE`,
    checkedAt: CHECKED_AT,
    repeat: "capsule verify --repository octo-org/octo-tool octo-tool-1.2.3.capsule",
  };
}

interface Release {
  readonly version: string;
  readonly assets: readonly TestAsset[];
  readonly packages: readonly TestPackage[];
  readonly previous?: RootStatement["predicate"]["previous"];
}

async function sealed(forge: TestForge, { version, assets, packages, previous }: Release): Promise<Uint8Array> {
  return sealTestRelease({
    session: await forge.session({ ref: `refs/tags/v${version}` }),
    ...{ version, assets },
    entries: (entries) => [...entries, contentsOf(packages)],
    root: (root) => ({ ...root, predicate: { ...root.predicate, ...(previous && { previous }) } }),
  });
}

function contentsOf(packages: readonly TestPackage[]): EvidenceEntry {
  const document = {
    ...{ bomFormat: "CycloneDX", specVersion: "1.6" },
    metadata: { component: { type: "application", name: "octo-tool", "bom-ref": "release" } },
    components: packages.map(({ name, version, license }, index) => ({
      ...{ type: "library", name, version, "bom-ref": `package ${index}` },
      ...(license === undefined ? {} : { licenses: [{ license: { name: license } }] }),
    })),
    compositions: [{ aggregate: "complete", dependencies: ["release"] }],
  };
  return {
    name: sbomEntry("release", "cdx"),
    bytes: encodeUtf8(JSON.stringify(document)),
    mediaType: MEDIA_TYPES.cycloneDx,
  };
}

async function previousOf(capsule: Uint8Array): Promise<RootStatement["predicate"]["previous"]> {
  const { content } = parseBundle((await readCapsule(sourceChunks(bytesSource(capsule)), nodeCryptography)).root);
  if (content.kind !== "dsse") throw new Error("a root is a statement");
  return { name: "octo-tool", version: "1.2.2", tag: "v1.2.2", rootDigest: { sha256: sha256Hex(content.payload) } };
}

/** A verification that was made by hand. */
export function factsOf(verification: Verification): ReportFacts {
  return {
    verification,
    page: pageOf({ identity: { kind: "repository", repository: REPOSITORY } }),
    contents: undefined,
  };
}
