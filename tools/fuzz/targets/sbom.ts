import { deflateSync } from "node:zlib";
import { SAMPLES, type Sample } from "../../../__tests__/domain/sbom/lockfile-samples.ts";
import { savedImage, tar } from "../../../__tests__/domain/sbom/look.ts";
import { rpmBlob, rpmHeader, rpmNdb, rpmSqlite } from "../../../__tests__/domain/sbom/rpm-samples.ts";
import { storedZip } from "../../../__tests__/domain/sbom/stored-zip.ts";
import { UNUSUAL_SAMPLES } from "../../../__tests__/domain/sbom/unusual-samples.ts";
import { describeAsset } from "../../../src/domain/sbom/describe/describe-asset.ts";
import { formatsOf } from "../../../src/domain/sbom/describe/lockfiles.ts";
import { readDocument } from "../../../src/domain/sbom/describe/read-document.ts";
import type { Inventory } from "../../../src/domain/sbom/model/inventory.ts";
import { readSbom } from "../../../src/domain/sbom/read/read-sbom.ts";
import { readSbomSubject } from "../../../src/domain/sbom/read/sbom-subject.ts";
import { formatCycloneDx } from "../../../src/domain/sbom/write/cyclonedx.ts";
import { formatSpdx23 } from "../../../src/domain/sbom/write/spdx-2-3.ts";
import { formatSpdx301 } from "../../../src/domain/sbom/write/spdx-3-0-1.ts";
import { gzipCanonical } from "../../../src/kernel/archives/gzip.ts";
import { bytesSource } from "../../../src/kernel/byte-source.ts";
import type { FuzzTarget } from "../target.ts";
import { arOf } from "./ar.ts";
import { encode } from "./seeds.ts";

/** Lockfiles, what packages say of themselves, archives, programs, databases, and SBOMs of others. */
export async function sbomTargets(): Promise<readonly FuzzTarget[]> {
  return [...lockfiles(), ...shipped(), ...databases(), ...containers(), ...programs(), ...(await documents())];
}

/** Digests are of no concern here. */
function describe(name: string, bytes: Uint8Array): Promise<Inventory> {
  const source = bytesSource(bytes);
  return describeAsset({ name, size: bytes.length, sha256: "ab".repeat(32), sha512: "cd".repeat(64), source });
}

/** One target for each name of a lockfile, with the files beside it as the sample has them. */
function lockfiles(): FuzzTarget[] {
  const samples = [...Object.values(SAMPLES), ...Object.values(UNUSUAL_SAMPLES)];
  const byPath = new Map<string, Sample[]>();
  for (const sample of samples) byPath.set(sample.path, [...(byPath.get(sample.path) ?? []), sample]);
  return [...byPath].map(([path, of]) => ({
    name: `lockfile/${path}`,
    seeds: of.map(({ text }) => encode(text)),
    read: (bytes) => readAs(path, bytes, Object.assign({}, ...of.map(({ beside }) => beside ?? {}))),
  }));
}

/** What is read within archives only, by the path there. */
const SHIPPED: Readonly<Record<string, string>> = {
  "a.tgz!package/package.json": '{"name":"@s/a","version":"1.0.0","license":"MIT","dependencies":{"b":"^1"}}',
  "a.whl!a-1.dist-info/METADATA":
    "Metadata-Version: 2.1\nName: a\nVersion: 1\nLicense: MIT\nRequires-Dist: b (>=1)\n\nText\n",
  "a.whl!a-1.dist-info/sboms/x.cdx.json":
    '{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"type":"library","name":"b","bom-ref":"b"}],"dependencies":[{"ref":"b"}]}',
  "a.jar!META-INF/MANIFEST.MF":
    "Manifest-Version: 1.0\nImplementation-Title: a\nImplementation-Version: 1.0\nBundle-SymbolicName: x.a;s=1\n",
  "a.jar!META-INF/maven/g/a/pom.properties": "groupId=g\nartifactId=a\nversion=1.0\n",
  "a.crate!a-1.0.0/Cargo.toml": '[package]\nname = "a"\nversion = "1.0.0"\n[dependencies]\nb = "1"\n',
  "a.gem!metadata.gz/metadata":
    "--- !ruby/object:Gem::Specification\nname: a\nversion: !ruby/object:Gem::Version\n  version: 1.0.0\n",
  "a.deb!control.tar/control":
    "Package: a\nVersion: 1.0\nArchitecture: amd64\nDepends: b (>= 1), c | d\nDescription: x\n more\n",
  "i.tar!var/lib/dpkg/status":
    "Package: a\nStatus: install ok installed\nVersion: 1.0\nArchitecture: amd64\nDepends: b\n\nPackage: b\nStatus: install ok installed\nVersion: 2\n",
  "i.tar!lib/apk/db/installed": "P:a\nV:1.0-r0\nA:x86_64\nL:MIT\nD:so:libc.so b>1\np:so:a.so=1\n\nP:b\nV:2\nA:x86_64\n",
};
const BESIDE = { "os-release": 'ID=debian\nVERSION_ID="13"\n' };

function shipped(): FuzzTarget[] {
  return Object.entries(SHIPPED)
    .filter(([path]) => formatsOf(path).length > 0)
    .map(([path, text]) => ({
      name: `shipped/${path.slice(path.lastIndexOf("/") + 1)}`,
      seeds: [encode(text)],
      read: (bytes) => readAs(path, bytes, BESIDE),
    }));
}

function readAs(path: string, bytes: Uint8Array, beside: Readonly<Record<string, string>>): unknown {
  const document = {
    path,
    bytes,
    neighbours: [path],
    beside: (name: string) => (beside[name] === undefined ? undefined : encode(beside[name])),
  };
  return formatsOf(path, bytes).map((format) => readDocument(format, document));
}

const RPM = { 1000: "a", 1001: "1.0", 1002: "1", 1014: "MIT", 1022: "x86_64", 1047: ["a"], 1049: ["b"], 1050: ["1"] };

function databases(): FuzzTarget[] {
  const blobs = [rpmBlob(RPM), rpmBlob({ ...RPM, 1000: "b", 1047: ["b"], 1049: ["a"] })];
  const read = (path: string) => (bytes: Uint8Array) => readAs(path, bytes, {});
  return [
    { name: "rpm/sqlite", seeds: [rpmSqlite(blobs)], read: read("i.tar!var/lib/rpm/rpmdb.sqlite") },
    { name: "rpm/ndb", seeds: [rpmNdb(blobs)], read: read("i.tar!var/lib/rpm/Packages.db") },
  ];
}

function containers(): FuzzTarget[] {
  const lock = SAMPLES["npm package-lock version 1 with its manifest"]?.text ?? "{}";
  const layer = tar({
    "etc/os-release": "ID=alpine\n",
    "lib/apk/db/installed": SHIPPED["i.tar!lib/apk/db/installed"] ?? "",
  });
  const upper = tar({ "etc/.wh.os-release": "", "app/package-lock.json": lock });
  const files = {
    "a/package-lock.json": lock,
    "a/b.jar": storedZip({ "META-INF/MANIFEST.MF": SHIPPED["a.jar!META-INF/MANIFEST.MF"] ?? "" }),
  };
  const deb = arOf({
    "debian-binary": "2.0\n",
    "control.tar.gz": gzipCanonical(tar({ control: SHIPPED["a.deb!control.tar/control"] ?? "" })),
  });
  const of = (name: string, ...seeds: readonly Uint8Array[]): FuzzTarget => ({
    name: `asset/${name}`,
    seeds,
    read: (bytes) => describe(name, bytes),
  });
  return [
    of("a.tar.gz", gzipCanonical(tar(files)), tar({ "x.tar": tar(files) })),
    of("a.zip", storedZip(files), storedZip({ "x.zip": storedZip(files) })),
    of("image.tar", savedImage(layer, upper), gzipCanonical(savedImage(layer))),
    of("a.deb", deb),
  ];
}

function programs(): FuzzTarget[] {
  const packages = [
    { name: "adler", version: "1.0.2", source: "crates.io" },
    { name: "app", version: "0.1.0", source: "local", dependencies: [0], root: true },
  ];
  const audit = deflateSync(JSON.stringify({ packages }));
  const audited = elfWithSection(".dep-v0", audit);
  const modules = "path\texample.com/t\nmod\texample.com/t\tv1.0.0\th1:x=\ndep\texample.com/d\tv2.0.0\th1:y=\n";
  const go = elfWithSection(".go.buildinfo", goInformation(modules));
  return [
    { name: "program/rust", seeds: [audited], read: (bytes) => describe("app", bytes) },
    { name: "program/go", seeds: [go], read: (bytes) => describe("app", bytes) },
    { name: "program/rpm", seeds: [rpmPackage()], read: (bytes) => describe("a.rpm", bytes) },
    { name: "program/pe", seeds: [peFile(audit)], read: (bytes) => describe("a.exe", bytes) },
    { name: "program/mach-o", seeds: [machOFile(audit)], read: (bytes) => describe("app", bytes) },
  ];
}

/** The form since Go 1.18: two strings behind the header, each with its length. */
function goInformation(modules: string): Buffer {
  const header = Buffer.alloc(32);
  header.write("\xff Go buildinf:", 0, "latin1");
  header[14] = 8;
  header[15] = 2;
  const mark = "0123456789abcdef";
  const texts = ["go1.22.0", mark + modules + mark].map((text) =>
    Buffer.concat([varint(text.length), Buffer.from(text)]),
  );
  return Buffer.concat([header, ...texts]);
}

function varint(value: number): Buffer {
  return value < 0x80 ? Buffer.of(value) : Buffer.concat([Buffer.of((value & 0x7f) | 0x80), varint(value >> 7)]);
}

/** A 64-bit ELF file with one section. */
function elfWithSection(name: string, content: Uint8Array): Uint8Array {
  const names = Buffer.from(`\0${name}\0.shstrtab\0`);
  const header = Buffer.alloc(64);
  header.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  header.writeBigUInt64LE(BigInt(64 + content.length + names.length), 0x28);
  for (const [at, value] of [
    [0x3a, 64],
    [0x3c, 3],
    [0x3e, 2],
  ] as const)
    header.writeUInt16LE(value, at);
  const row = (nameAt: number, offset: number, size: number): Buffer => {
    const bytes = Buffer.alloc(64);
    bytes.writeUInt32LE(nameAt, 0);
    bytes.writeUInt32LE(1, 4);
    bytes.writeBigUInt64LE(BigInt(offset), 24);
    bytes.writeBigUInt64LE(BigInt(size), 32);
    return bytes;
  };
  const rows = [Buffer.alloc(64), row(1, 64, content.length), row(name.length + 2, 64 + content.length, names.length)];
  return new Uint8Array(Buffer.concat([header, content, names, ...rows]));
}

/** A 64-bit PE file with one section. */
function peFile(content: Uint8Array): Uint8Array {
  const file = Buffer.alloc(1024);
  file.write("MZ", 0, "latin1");
  file.writeUInt32LE(0x80, 0x3c);
  file.write("PE\0\0", 0x80, "latin1");
  for (const [at, value] of [
    [0x84, 0x8664],
    [0x86, 1],
    [0x94, 0xf0],
    [0x98, 0x20b],
  ] as const)
    file.writeUInt16LE(value, at);
  file.write(".dep-v0", 0x188, "latin1");
  for (const [at, value] of [
    [0x190, content.length],
    [0x194, 0x1000],
    [0x198, content.length],
    [0x19c, 0x300],
  ] as const)
    file.writeUInt32LE(value, at);
  file.set(content, 0x300);
  return new Uint8Array(file);
}

/** A 64-bit Mach-O file with one segment of one section. */
function machOFile(content: Uint8Array): Uint8Array {
  const file = Buffer.alloc(512);
  for (const [at, value] of [
    [0, 0xfeedfacf],
    [16, 1],
    [20, 152],
    [32, 0x19],
    [36, 152],
    [96, 1],
  ] as const)
    file.writeUInt32LE(value, at);
  file.write("__DATA", 40, "latin1");
  file.write(".dep-v0", 104, "latin1");
  file.write("__DATA", 120, "latin1");
  file.writeBigUInt64LE(BigInt(content.length), 144);
  file.set(content, 256);
  file.writeUInt32LE(256, 152);
  return new Uint8Array(file);
}

/** The lead, an empty signature, and a header. */
function rpmPackage(): Uint8Array {
  const lead = Buffer.alloc(96);
  lead.set([0xed, 0xab, 0xee, 0xdb, 3]);
  return new Uint8Array(Buffer.concat([lead, rpmHeader({}), rpmHeader(RPM)]));
}

async function documents(): Promise<FuzzTarget[]> {
  const inventory = await describe(
    "package-lock.json",
    encode(SAMPLES["npm package-lock version 1 with its manifest"]?.text ?? ""),
  );
  const document = { epoch: 1_700_000_000, tool: { name: "tool", version: "1" }, producer: undefined };
  const cyclonedx = formatCycloneDx(inventory, document);
  const spdx = formatSpdx23(inventory, document);
  const seeds = [cyclonedx, spdx, formatSpdx301(inventory, document), encode(CYCLONEDX_XML)];
  return [
    { name: "sbom/read", seeds, read: readSbom },
    { name: "sbom/subject", seeds: [cyclonedx, spdx], read: readSbomSubject },
  ];
}

const CYCLONEDX_XML = `<?xml version="1.0" encoding="utf-8"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.6" serialNumber="urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79" version="1">
  <metadata><timestamp>2026-01-01T00:00:00Z</timestamp>
    <component type="file" bom-ref="root"><name>tool</name><hashes><hash alg="SHA-256">${"ab".repeat(32)}</hash></hashes></component>
  </metadata>
  <components>
    <component type="library" bom-ref="1"><group>@g</group><name>a</name><version>1.0.0</version>
      <licenses><license><id>MIT</id></license></licenses><purl>pkg:npm/%40g/a@1.0.0</purl>
    </component>
  </components>
  <dependencies><dependency ref="root"><dependency ref="1"/></dependency></dependencies>
</bom>
`;
