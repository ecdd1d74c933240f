import { rawZip } from "../../../__tests__/kernel/raw-zip.ts";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { gzipCanonical } from "../../../src/kernel/archives/gzip.ts";
import { readUntrustedAr } from "../../../src/kernel/archives/untrusted-ar.ts";
import type { UntrustedEntry } from "../../../src/kernel/archives/untrusted-entry.ts";
import { gunzipUntrusted } from "../../../src/kernel/archives/untrusted-gunzip.ts";
import { unpackSnappy } from "../../../src/kernel/archives/untrusted-snappy.ts";
import { readUntrustedTar } from "../../../src/kernel/archives/untrusted-tar.ts";
import { readUntrustedZip } from "../../../src/kernel/archives/untrusted-zip.ts";
import { decodeBase64, decodeBase64Url } from "../../../src/kernel/base64.ts";
import { bytesSource } from "../../../src/kernel/byte-source.ts";
import { type DerNode, readDer } from "../../../src/kernel/der.ts";
import { readSourceJson } from "../../../src/kernel/documents/source-json.ts";
import { readSourceToml } from "../../../src/kernel/documents/source-toml.ts";
import { readSourceYaml } from "../../../src/kernel/documents/source-yaml.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import { gunzipOneMember } from "../../../src/kernel/gunzip.ts";
import { decodeHex } from "../../../src/kernel/hex.ts";
import { parseJson } from "../../../src/kernel/json.ts";
import { parseJsonObject } from "../../../src/kernel/json-object.ts";
import { parseJsonLines } from "../../../src/kernel/jsonl.ts";
import { MAX_RATIO } from "../../../src/kernel/limits.ts";
import { formatPem, parsePem } from "../../../src/kernel/pem.ts";
import { formatTar, readTar } from "../../../src/kernel/tar.ts";
import { decodeUtf8 } from "../../../src/kernel/utf8.ts";
import { parseWebAddress } from "../../../src/kernel/web-address.ts";
import { parseXml } from "../../../src/kernel/xml.ts";
import type { FuzzTarget } from "../target.ts";
import { arOf } from "./ar.ts";
import { chunksOf, drain, encode, json, repositoryFile } from "./seeds.ts";

const TAR_LIMITS = { maxEntries: 100, maxEntryBytes: 1 << 20, maxBytes: 1 << 22 };
const XML_LIMITS = { maxBytes: 1 << 20, maxDepth: 32, maxElements: 10_000, what: "the document" };

/** The readers on which all others stand. */
export async function kernelTargets(): Promise<readonly FuzzTarget[]> {
  const text = encode("name: value\nlist: [1, 2]\n");
  const tar = formatTar([
    { name: "a/package.json", bytes: encode('{"name":"a","version":"1.0.0"}') },
    { name: "b.txt", bytes: text },
  ]);
  const certificate = formatPem(certificateSeed());
  return [...documents(), ...archives(tar), ...encodings(certificate)];
}

function documents(): FuzzTarget[] {
  const documents = json({ a: [1, "x", { b: null }], "": true, n: 1e3 }, [], "x");
  const yaml = encode('a:\n  - 1\n  - "y"\nb: {c: x, d: y}\ne: >-\n  folded\n  text\n');
  const toml = encode(
    'title = "x"\n[[package]]\nname = "a"\nversion = "1.0"\ndependencies = ["b 1.0"]\n[a.b]\nc = 1979-05-27\n',
  );
  const xml = encode(
    '<?xml version="1.0" encoding="UTF-8"?>\n<a xmlns="urn:x" b="1"><c>t &amp; u</c><![CDATA[x]]><d/></a>',
  );
  return [
    { name: "kernel/json", seeds: documents, read: (bytes) => parseJson(bytes) },
    { name: "kernel/json-kept", seeds: documents, read: (bytes) => parseJsonObject(bytes, { prototypeKeys: "keep" }) },
    { name: "kernel/json-lines", seeds: [encode('{"a":1}\n{"b":2}\n')], read: (bytes) => parseJsonLines(bytes) },
    { name: "kernel/xml", seeds: [xml], read: (bytes) => parseXml(bytes, XML_LIMITS) },
    { name: "kernel/source-json", seeds: documents, read: readSourceJson },
    { name: "kernel/source-yaml", seeds: [yaml], read: (bytes) => readSourceYaml(bytes) },
    { name: "kernel/source-toml", seeds: [toml], read: readSourceToml },
  ];
}

function archives(tar: Uint8Array): FuzzTarget[] {
  const gzip = gzipCanonical(tar);
  const zip = rawZip([
    { name: "a.txt", content: "stored" },
    { name: "b/c.txt", content: "also" },
  ]);
  const ar = arOf({ "debian-binary": "2.0\n", "control.tar.gz": gzip });
  const whole = { maxBytes: 1 << 22, maxRatio: MAX_RATIO };
  return [
    { name: "kernel/tar", seeds: [tar], read: (bytes) => drain(readTar(chunksOf(bytes), TAR_LIMITS)) },
    {
      name: "kernel/gunzip",
      seeds: [gzip],
      read: (bytes) => drain(gunzipOneMember(chunksOf(bytes), whole, nodeCryptography)),
    },
    {
      name: "kernel/untrusted-gunzip",
      seeds: [gzip],
      read: (bytes) => drain(gunzipUntrusted(chunksOf(bytes), { maxRatio: MAX_RATIO, ratioFloorBytes: 1 << 20 })),
    },
    { name: "kernel/untrusted-tar", seeds: [tar, gzip], read: (bytes) => readAll(readUntrustedTar(chunksOf(bytes))) },
    { name: "kernel/untrusted-zip", seeds: [zip], read: (bytes) => readAll(readUntrustedZip(bytesSource(bytes))) },
    { name: "kernel/untrusted-ar", seeds: [ar], read: (bytes) => readAll(readUntrustedAr(bytesSource(bytes))) },
    { name: "kernel/snappy", seeds: [SNAPPY], read: (bytes) => unpackSnappy(bytes, 1 << 20) },
  ];
}

/** "abcabcabc", by a literal of three bytes and a copy of six. */
const SNAPPY = Uint8Array.of(9, 0x08, 0x61, 0x62, 0x63, 0x09, 0x03);

function encodings(certificate: string): FuzzTarget[] {
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");
  return [
    { name: "kernel/der", seeds: [certificateSeed()], read: (bytes) => walk(readDer(bytes)) },
    { name: "kernel/pem", seeds: [encode(certificate)], read: (bytes) => parsePem(text(bytes)) },
    { name: "kernel/base64", seeds: [encode("AQIDBA==")], read: (bytes) => decodeBase64(text(bytes)) },
    { name: "kernel/base64url", seeds: [encode("AQIDBA")], read: (bytes) => decodeBase64Url(text(bytes)) },
    { name: "kernel/hex", seeds: [encode("00ff")], read: (bytes) => decodeHex(text(bytes)) },
    { name: "kernel/utf8", seeds: [encode("é\u{1f600}\n")], read: (bytes) => decodeUtf8(bytes) },
    {
      name: "kernel/web-address",
      seeds: [encode("https://user@host.example:8443/path?q=1#f"), encode("https://host.example/")],
      read: (bytes) => parseWebAddress(Buffer.from(bytes).toString()),
    },
  ];
}

async function readAll(entries: AsyncIterable<UntrustedEntry>): Promise<void> {
  for await (const entry of entries) if (entry.kind === "file") await entry.read(1 << 20);
}

/** Every accessor of every value; each may refuse. */
function walk(node: DerNode): void {
  for (const child of node.constructed ? node.children() : []) walk(child);
  const accessors = [
    () => node.integer(),
    () => node.oid(),
    () => node.time(),
    () => node.boolean(),
    () => node.octetString(),
  ];
  for (const read of accessors) if (!node.constructed) tolerateFault(read);
}

function tolerateFault(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
  }
}

function certificateSeed(): Uint8Array {
  const { verificationMaterial } = JSON.parse(Buffer.from(bundleSeed()).toString());
  return new Uint8Array(Buffer.from(verificationMaterial.certificate.rawBytes, "base64"));
}

function bundleSeed(): Uint8Array {
  return repositoryFile("__tests__/corpus/bundles/real-rekor-v2/message/v0.3/as-it-was-signed.sigstore.json");
}
