import { decodeBase64 } from "../../kernel/base64.ts";
import { Fault } from "../../kernel/fault.ts";
import type { JsonObject, JsonValue } from "../../kernel/json.ts";
import { parseJson } from "../../kernel/json.ts";
import { isJsonObject } from "../../kernel/json-object.ts";
import { parseJsonLines } from "../../kernel/jsonl.ts";
import { MAX_JSON_LINES } from "../../kernel/limits.ts";
import { requireFault } from "../../kernel/require-fault.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import { isReleaseType } from "../attestation/release-attestation.ts";
import { MAX_BUNDLE_VALUES, type ParsedBundle, parseBundle, readBundle } from "./bundle.ts";
import { bundlesOfPep740, isPep740 } from "./pep740.ts";

/** As many as one artifact ever has; each costs a verification. */
const MAX_BUNDLES = 128;
/** Of a carried file; beyond them nothing counts. */
const MAX_CARRIED = 1024;
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * The bundles in a file that carries them: one bundle (`.sigstore.json`), one a line (`.intoto.jsonl`, a download of
 * `gh attestation`), an answer of GitHub's or npm's attestation API (`{"attestations": [{"bundle": …}]}`), or an object of PEP 740. One that is
 * malformed refuses the whole file; a line that does not claim to be a bundle of Sigstore is ignored, as in-toto's bundle
 * specification demands of lines that are not recognised. Since July 2026 GitHub's API answers with addresses instead of bundles, which proves
 * nothing and is nothing false: `bundle-elsewhere`. Faults: `bundle-malformed`, those of `parseBundle` and `parseJsonLines`.
 */
export function bundlesInFile(bytes: Uint8Array): ParsedBundle[] {
  const lines = readDocuments(bytes);
  const documents = (lines.length === 1 ? lines : lines.filter(isOurs)).flatMap(bundlesIn);
  if (documents.length === 0) throw new Fault("bundle-malformed", "the file holds no bundle");
  if (documents.length > MAX_BUNDLES)
    throw new Fault("bundle-malformed", `the file holds more than ${MAX_BUNDLES} bundles`);
  return documents.map((document) => bundleOf(document, bytes.length));
}

/** Through text once more where the file is large enough for more values than a bundle has: two bytes are the least for each. */
function bundleOf(document: JsonValue, fileBytes: number): ParsedBundle {
  if (isJsonObject(document) && fileBytes <= 2 * MAX_BUNDLE_VALUES) return readBundle(document);
  return parseBundle(encodeUtf8(JSON.stringify(document)));
}

/** What a file of JSON holds bundles as. */
export type BundleShape = "bundle" | "release-attestation" | "json-lines" | "attestations" | "npm" | "pep740";

/**
 * What a file that begins as JSON is: one bundle, GitHub's attestation of a release, bundles one a line, an answer of GitHub's or of npm's
 * attestation API, or an object of PEP 740. Judged by the first document alone, of which nothing is verified; the rest is
 * for `bundlesInFile` to refuse.
 */
export function shapeOfFile(bytes: Uint8Array): BundleShape {
  const { lines, first: document } = readEvidence(bytes);
  if (document === undefined) return "bundle";
  if (isPep740(document)) return "pep740";
  const list = document["attestations"];
  if (Array.isArray(list)) return list.some(isOfNpm) ? "npm" : "attestations";
  if (lines.length > 1) return "json-lines";
  return isReleaseAttestation(document) ? "release-attestation" : "bundle";
}

/** npm names the predicate beside each bundle, GitHub does not. */
function isOfNpm(one: JsonValue): boolean {
  return isJsonObject(one) && typeof one["predicateType"] === "string";
}

function isReleaseAttestation({ dsseEnvelope: envelope }: JsonObject): boolean {
  if (envelope === undefined || !isJsonObject(envelope) || typeof envelope["payload"] !== "string") return false;
  try {
    const { predicateType } = firstDocument(decodeBase64(envelope["payload"])) ?? {};
    return isReleaseType(predicateType);
  } catch {
    return false;
  }
}

/** Whether any document of a file that begins as JSON claims to hold a bundle; an SBOM does not. */
export function speaksOfBundles(bytes: Uint8Array): boolean {
  const { lines, first } = readEvidence(bytes);
  const isOne = (document: JsonObject | undefined) => document !== undefined && isOurs(document);
  return isOne(first) || lines.slice(1, MAX_CARRIED).some((line) => isOne(firstDocument(line)));
}

function firstDocument(bytes: Uint8Array): JsonObject | undefined {
  try {
    const document = parseJson(bytes, { maxBytes: MAX_BYTES });
    return isJsonObject(document) ? document : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The bundles in a file of which nothing is required: what is not a bundle, or a malformed one, hides none of the others
 * (X11). Empty for a file that is not evidence of this kind.
 */
export function bundlesAmong(bytes: Uint8Array): ParsedBundle[] {
  return readEvidence(bytes)
    .lines.flatMap((line) => {
      try {
        return bundlesIn(parseJson(line, { maxBytes: MAX_BYTES, what: "the file" }));
      } catch {
        return [];
      }
    })
    .slice(0, MAX_CARRIED)
    .flatMap((document) => {
      try {
        return [bundleOf(document, bytes.length)];
      } catch (error) {
        requireFault(error);
        return [];
      }
    });
}

interface EvidenceFile {
  /** A file whose first line is a document has one a line; any other is one document. */
  readonly lines: readonly Uint8Array[];
  /** What the first of them holds; undefined if that is not an object. */
  readonly first: JsonObject | undefined;
}

/** A file is looked at to find out that it is evidence, of what form, and what it says. */
const READ = new WeakMap<Uint8Array, EvidenceFile>();

function readEvidence(bytes: Uint8Array): EvidenceFile {
  const known = READ.get(bytes);
  if (known !== undefined) return known;
  const end = bytes.indexOf(0x0a);
  const line = end < 0 ? undefined : firstDocument(bytes.subarray(0, end));
  const evidence =
    line === undefined ? { lines: [bytes], first: firstDocument(bytes) } : { lines: linesOf(bytes), first: line };
  READ.set(bytes, evidence);
  return evidence;
}

/** As many as `parseJsonLines` reads, and one more: a line of two bytes takes the memory of fifty. */
function linesOf(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let start = 0; start < bytes.length && lines.length <= MAX_JSON_LINES; ) {
    const next = bytes.indexOf(0x0a, start);
    const stop = next < 0 ? bytes.length : next;
    if (stop > start) lines.push(bytes.subarray(start, stop));
    start = stop + 1;
  }
  return lines;
}

/** A document of one line is one of each kind, and means the same. */
function readDocuments(bytes: Uint8Array): JsonValue[] {
  const { lines, first } = readEvidence(bytes);
  if (first === undefined) return [parseJson(bytes, { maxBytes: MAX_BYTES, what: "the file" })];
  return lines.length === 1 ? [first] : parseJsonLines(bytes, { maxBytes: MAX_BYTES, what: "the file" });
}

/** https://github.com/in-toto/attestation/blob/main/spec/v1/bundle.md */
function isOurs(line: JsonValue): boolean {
  if (!isJsonObject(line)) return false;
  if (isPep740(line)) return true;
  const { mediaType } = line;
  const isBundle = typeof mediaType === "string" && mediaType.startsWith("application/vnd.dev.sigstore.bundle");
  return isBundle || Object.hasOwn(line, "verificationMaterial") || Object.hasOwn(line, "attestations");
}

function bundlesIn(document: JsonValue): JsonValue[] {
  if (isJsonObject(document) && isPep740(document)) return bundlesOfPep740(document);
  const list = isJsonObject(document) ? document["attestations"] : undefined;
  if (!Array.isArray(list)) return [document];
  return list.map((one: JsonValue) => {
    const listed = isJsonObject(one) ? one : {};
    if ((listed["bundle"] ?? null) === null && typeof listed["bundle_url"] === "string") throw elsewhere();
    return listed["bundle"] ?? null;
  });
}

function elsewhere(): Fault {
  return new Fault(
    "bundle-elsewhere",
    "the answer of GitHub's API holds the addresses of its bundles, not the bundles",
    {
      hint: "gh attestation download FILE --repo OWNER/NAME writes them to a file: name that one",
    },
  );
}
