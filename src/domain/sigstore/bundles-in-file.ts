import { Fault } from "../../kernel/fault.ts";
import type { JsonObject, JsonValue } from "../../kernel/json.ts";
import { parseJson } from "../../kernel/json.ts";
import { isJsonObject } from "../../kernel/json-object.ts";
import { parseJsonLines } from "../../kernel/jsonl.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { ParsedBundle } from "./bundle.ts";
import { parseBundle } from "./bundle.ts";

/** As many as one artifact ever has; each costs a verification. */
const MAX_BUNDLES = 128;
/** Of a carried file; beyond them nothing counts. */
const MAX_CARRIED = 1024;
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * The bundles in a file that carries them: one bundle (`.sigstore.json`), one a line (`.intoto.jsonl`, a download of
 * `gh attestation`), or an answer of GitHub's or npm's attestation API (`{"attestations": [{"bundle": …}]}`). One that is
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
  // Through text once more, so that only `parseBundle` decides what a bundle is.
  return documents.map((document) => parseBundle(encodeUtf8(JSON.stringify(document))));
}

/**
 * What a file that begins as JSON is: one bundle, bundles one a line, an answer of an attestation API, or an object of PEP
 * 740, in which nothing is looked for. Judged by the first document alone; the rest is for `bundlesInFile` to refuse.
 */
export function shapeOfFile(bytes: Uint8Array): "bundle" | "json-lines" | "attestations" | "pep740" {
  const lines = linesOf(bytes);
  const document = firstDocument(lines[0] ?? bytes);
  if (document === undefined) return "bundle";
  if (isPep740(document)) return "pep740";
  if (Array.isArray(document["attestations"])) return "attestations";
  return lines.length > 1 ? "json-lines" : "bundle";
}

/** Whether any document of a file that begins as JSON claims to hold a bundle; an SBOM does not. */
export function speaksOfBundles(bytes: Uint8Array): boolean {
  return linesOf(bytes)
    .slice(0, MAX_CARRIED)
    .some((line) => {
      const document = firstDocument(line);
      return document !== undefined && (isOurs(document) || isPep740(document));
    });
}

function isPep740(document: JsonObject): boolean {
  return document["attestation_bundles"] !== undefined || document["verification_material"] !== undefined;
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
  return linesOf(bytes)
    .flatMap((line) => {
      try {
        return bundlesIn(parseJson(line, { maxBytes: MAX_BYTES, what: "the file" }));
      } catch {
        return [];
      }
    })
    .slice(0, MAX_CARRIED)
    .flatMap((document) => {
      try {
        return [parseBundle(encodeUtf8(JSON.stringify(document)))];
      } catch (error) {
        if (error instanceof Fault && error.code !== "internal") return [];
        throw error;
      }
    });
}

/** A file whose first line is a document has one a line; any other is one document. */
function linesOf(bytes: Uint8Array): Uint8Array[] {
  const end = bytes.indexOf(0x0a);
  if (end < 0 || !isDocument(bytes.subarray(0, end))) return [bytes];
  const lines: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; ) {
    const next = bytes.indexOf(0x0a, start);
    const stop = next < 0 ? bytes.length : next;
    if (stop > start) lines.push(bytes.subarray(start, stop));
    start = stop + 1;
  }
  return lines;
}

/** A document of one line is one of each kind, and means the same. */
function readDocuments(bytes: Uint8Array): JsonValue[] {
  const firstLine = bytes.subarray(0, bytes.indexOf(0x0a) < 0 ? bytes.length : bytes.indexOf(0x0a));
  return isDocument(firstLine)
    ? parseJsonLines(bytes, { maxBytes: MAX_BYTES, what: "the file" })
    : [parseJson(bytes, { maxBytes: MAX_BYTES, what: "the file" })];
}

function isDocument(line: Uint8Array): boolean {
  try {
    return isJsonObject(parseJson(line, { maxBytes: MAX_BYTES }));
  } catch {
    return false;
  }
}

/** https://github.com/in-toto/attestation/blob/main/spec/v1/bundle.md */
function isOurs(line: JsonValue): boolean {
  if (!isJsonObject(line)) return false;
  const { mediaType } = line;
  const isBundle = typeof mediaType === "string" && mediaType.startsWith("application/vnd.dev.sigstore.bundle");
  return isBundle || Object.hasOwn(line, "verificationMaterial") || Object.hasOwn(line, "attestations");
}

function bundlesIn(document: JsonValue): JsonValue[] {
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
