import { type Announcement, announcementOf } from "../../../src/domain/announcement/announcement.ts";
import { parseAnnouncementFile } from "../../../src/domain/announcement/announcement-file.ts";
import { encodeUtf8 } from "../../../src/kernel/utf8.ts";
import { HUMAN, rootOf } from "./announcement-example.ts";

/** An advisory that a project published, announced again from its facts; titles and sentences are ours. */
interface Rebuilt {
  readonly advisory: string;
  readonly human: object;
  /** Facts of the release that all of its capsules share. */
  readonly release: { readonly name: string; readonly repository: string; readonly tag: (version: string) => string };
  readonly affected: readonly string[];
  /** Versions with their commits, where the advisory names them. */
  readonly fixed: readonly (readonly [version: string, commit: string | null])[];
  /** Where a published form says other versions than ours, and why; the two forms differ from each other there. */
  readonly differs: readonly { readonly form: string; readonly purl: string; readonly versions: readonly string[] }[];
}

const INFINITE = { id: "CWE-835", name: "Loop with Unreachable Exit Condition ('Infinite Loop')" };
const COSIGN = {
  release: {
    name: "cosign",
    repository: "https://github.com/sigstore/cosign",
    tag: (version: string) => `v${version}`,
  },
  publisher: { name: "Sigstore", web: "https://sigstore.dev" },
};
const [COSIGN_1, COSIGN_2] = ["pkg:golang/github.com/sigstore/cosign", "pkg:golang/github.com/sigstore/cosign/v2"];
const web = (address: string) => ({ web: address, is: "web" });

const LOOPBACK: Rebuilt = {
  advisory: "LBSA-20201130",
  human: {
    id: "LBSA-20201130",
    publisher: { name: "LoopBack", web: "https://loopback.io" },
    title: "A request can change the prototype of every object",
    action: "Update @loopback/rest to 9.0.0 or later.",
    impact: "A body of JSON with a member named constructor is taken over into the objects of the program.",
    publish: "2022-01-18T00:00:00Z",
    corrections: [
      { at: "2022-03-05T00:00:00Z", what: "Made it valid" },
      { at: "2022-03-05T16:39:00Z", what: "Another id, and references" },
      { at: "2022-03-07T03:42:00Z", what: "Products and what is said of them" },
      { at: "2022-03-07T13:53:00Z", what: "Publisher, references, order of the notes" },
    ],
    cve: "CVE-2020-4988",
    cvss: ["CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:L/A:L/RL:O/E:U/RC:C"],
    cwe: [
      {
        id: "CWE-1321",
        name: "Improperly Controlled Modification of Object Prototype Attributes ('Prototype Pollution')",
      },
    ],
    "introduced-commit": "02e2ce0a031367438afeaeabdfae2e29e10f25ee",
    packages: ["pkg:npm/%40loopback/rest"],
    credits: [
      { name: "Olivier Beg", for: "finder", consent: "yes" },
      { name: "Samuel Erb", for: "finder", consent: "yes" },
    ],
    references: [
      { web: "https://loopback.io/doc/en/sec/lbsa-2020-11-30.csaf.json", is: "advisory" },
      { web: "https://loopback.io/doc/en/sec/Security-advisory-11-30-2020.html", is: "advisory" },
      { web: "https://loopback.io", is: "package" },
      { web: "https://www.npmjs.com/package/@loopback/rest", is: "package" },
      "https://exchange.xforce.ibmcloud.com/vulnerabilities/192706",
      "https://nvd.nist.gov/vuln/detail/CVE-2020-4988",
      "https://github.com/loopbackio/loopback-next/pull/6676",
      "https://github.com/loopbackio/loopback-next/tree/ae0b9936e7eadbf6f0ee7c72e1a04b87dda7c2c5",
      "https://www.cve.org/CVERecord?id=CVE-2020-4988",
    ],
  },
  release: {
    name: "@loopback/rest",
    repository: "https://github.com/loopbackio/loopback-next",
    tag: (version) => `@loopback/rest@${version}`,
  },
  affected: ["8.0.0"],
  fixed: [["9.0.0", "f47fad3f4669c3ceae5e0927dc6098da18df864d"]],
  differs: [],
};

const RUSTLS: Rebuilt = {
  advisory: "GHSA-6g7w-8wpp-frhj",
  human: {
    id: "GHSA-6g7w-8wpp-frhj",
    publisher: { name: "rustls", web: "https://github.com/rustls/rustls" },
    title: "A handshake that is closed early keeps a thread busy for ever",
    action: "Update to 0.23.5, 0.22.4 or 0.21.11.",
    impact: "Whoever can connect can keep threads busy until the server answers nobody.",
    publish: "2024-04-19T19:46:57Z",
    cve: "CVE-2024-32650",
    ghsa: "GHSA-6g7w-8wpp-frhj",
    aliases: ["RUSTSEC-2024-0336"],
    cvss: ["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H"],
    cwe: [INFINITE],
    packages: ["pkg:cargo/rustls"],
    lines: [{ introduced: "0.23.0", fixed: "0.23.5" }, { introduced: "0.22.0", fixed: "0.22.4" }, { fixed: "0.21.11" }],
    references: [
      { web: "https://github.com/rustls/rustls/security/advisories/GHSA-6g7w-8wpp-frhj", is: "advisory" },
      { web: "https://nvd.nist.gov/vuln/detail/CVE-2024-32650", is: "advisory" },
      { web: "https://github.com/rustls/rustls", is: "package" },
      "https://rustsec.org/advisories/RUSTSEC-2024-0336.html",
      ...[
        "2123576840aa31043a31b0770e6572136fbe0c2d",
        "5374108df698e78c3e9ef8265cac311556be24af",
        "6e938bcfe82a9da7a2e1cbf10b928c7eca26426e",
        "ebcb4782f23b4edf9b10a7065d9e8d4362439d9c",
        "f45664fbded03d833dffd806503d3c8becd1b71e",
      ].map((commit) => ({ web: `https://github.com/rustls/rustls/commit/${commit}`, is: "fix" })),
    ],
  },
  release: { name: "rustls", repository: "https://github.com/rustls/rustls", tag: (version) => `v/${version}` },
  affected: ["0.23.4", "0.22.3", "0.21.10"],
  fixed: [
    ["0.23.5", null],
    ["0.22.4", null],
    ["0.21.11", null],
  ],
  // GitHub begins the oldest line with 0.21.0 and names a version 0.20, which no crate has.
  differs: [{ form: "OSV, by GitHub", purl: "pkg:cargo/rustls", versions: ["0.0.1", "0.21.0-rc.1"] }],
};

const ENDLESS: Rebuilt = {
  advisory: "GHSA-vfp6-jrw2-99g9",
  human: {
    id: "GHSA-vfp6-jrw2-99g9",
    publisher: COSIGN.publisher,
    title: "A registry can keep a verification busy without end",
    action: "Update to 2.2.1, or to 1.13.2.",
    impact: "A registry of an attacker answers with so many attestations that cosign does not come to an end.",
    publish: "2023-11-08T15:02:51Z",
    cve: "CVE-2023-46737",
    ghsa: "GHSA-vfp6-jrw2-99g9",
    aliases: ["GO-2023-2181"],
    cvss: ["CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:N/I:N/A:L"],
    cwe: [{ id: "CWE-400", name: "Uncontrolled Resource Consumption" }, INFINITE],
    lines: [
      { fixed: "1.13.2", packages: [COSIGN_1] },
      { fixed: "2.2.1", packages: [COSIGN_2] },
    ],
    references: [
      { web: "https://github.com/sigstore/cosign/security/advisories/GHSA-vfp6-jrw2-99g9", is: "advisory" },
      { web: "https://nvd.nist.gov/vuln/detail/CVE-2023-46737", is: "advisory" },
      { web: "https://github.com/sigstore/cosign/pull/3364", is: "fix" },
      { web: "https://github.com/sigstore/cosign/commit/8ac891ff0e29ddc67965423bee8f826219c6eb0f", is: "fix" },
      { web: "https://github.com/sigstore/cosign", is: "package" },
    ],
  },
  release: COSIGN.release,
  affected: ["2.2.0", "1.13.1"],
  fixed: [
    ["2.2.1", null],
    ["1.13.2", null],
  ],
  // Go knows of no fix of the first major version.
  differs: [{ form: "OSV, by Go", purl: COSIGN_1, versions: ["1.13.2", "1.13.3", "99.0.0"] }],
};

const MEMORY: Rebuilt = {
  advisory: "GHSA-95pr-fxf5-86gv",
  human: {
    id: "GHSA-95pr-fxf5-86gv",
    publisher: COSIGN.publisher,
    title: "An artifact can use up the memory of the machine that verifies it",
    action: "Update to 2.2.4.",
    impact: "Cosign takes as much memory as an artifact of an attacker says that it needs.",
    publish: "2024-04-11T17:15:46Z",
    cve: "CVE-2024-29903",
    ghsa: "GHSA-95pr-fxf5-86gv",
    aliases: ["GO-2024-2719"],
    cvss: ["CVSS:3.1/AV:N/AC:H/PR:H/UI:R/S:U/C:N/I:N/A:H"],
    cwe: [{ id: "CWE-770", name: "Allocation of Resources Without Limits or Throttling" }],
    lines: [
      { last: "2.2.3", packages: [COSIGN_1] },
      { fixed: "2.2.4", packages: [COSIGN_2] },
    ],
    references: [
      { web: "https://github.com/sigstore/cosign/security/advisories/GHSA-95pr-fxf5-86gv", is: "advisory" },
      { web: "https://nvd.nist.gov/vuln/detail/CVE-2024-29903", is: "advisory" },
      { web: "https://github.com/sigstore/cosign/commit/629f5f8fa672973503edde75f84dcd984637629e", is: "fix" },
      { web: "https://github.com/sigstore/cosign", is: "package" },
      ...[
        "14795db16417579fac0c00c11e166868d7976b61/pkg/cosign/verify.go#L948-L955",
        "286a98a4a99c1b2f32f84b0d560e324100312280/pkg/oci/remote/signatures.go#L56-L70",
      ].map((place) => web(`https://github.com/sigstore/cosign/blob/${place}`)),
    ],
  },
  release: COSIGN.release,
  affected: ["2.2.3"],
  fixed: [["2.2.4", null]],
  // GitHub ends the first major version with the last affected one of the second, Go does not end it; neither has such versions.
  differs: [{ form: "OSV, by Go", purl: COSIGN_1, versions: ["2.2.4", "99.0.0"] }],
};

export const REBUILT: readonly Rebuilt[] = [LOOPBACK, RUSTLS, ENDLESS, MEMORY];

export function rebuilt({ human, release, affected, fixed }: Rebuilt): Announcement {
  const { schema, exploited } = HUMAN;
  const file = parseAnnouncementFile(encodeUtf8(JSON.stringify({ schema, exploited, ...human })), "announcement.json");
  const { name, repository } = release;
  const path = new URL(repository).pathname.slice(1);
  const root = (version: string, commit: string | null, index: number) =>
    rootOf(
      version,
      { [`${index}.tgz`]: "123456789abcdef"[index] ?? "0" },
      { ...{ name, repository, commit, tag: release.tag(version) }, purl: `pkg:github/${path}@${version}` },
    );
  return announcementOf(
    file,
    affected.map((version, index) => root(version, null, index)),
    fixed.map(([version, commit], index) => root(version, commit, index + affected.length)),
  );
}
