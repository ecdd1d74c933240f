import { Fault } from "../../kernel/fault.ts";
import { parseJsonObject } from "../../kernel/json-object.ts";
import { parseCycloneDxXml } from "./cyclonedx-xml.ts";
import type { Inventory } from "./inventory.ts";
import { readCycloneDx } from "./read-cyclonedx.ts";
import { readSpdx } from "./read-spdx.ts";
import { readSpdx3 } from "./read-spdx-3.ts";
import { MAX_SOURCE_BYTES, MAX_SOURCE_DEPTH } from "./sbom-limits.ts";
import { withoutByteOrderMark } from "./source-text.ts";

/** An SBOM that anyone wrote, understood: what it lists, what it says about itself, and what is wrong with it. */
export interface ReadSbom {
  readonly format: "cyclonedx" | "spdx";
  /** `1.6`, `SPDX-2.3`, `SPDX-3.0.1`. */
  readonly specVersion: string;
  readonly inventory: Inventory;
  readonly about: SbomAbout;
  /** What contradicts the format or points at nothing; empty for a sound document. Safe to print. */
  readonly problems: readonly string[];
}

/** What the quality yardsticks ask of the document itself. */
export interface SbomAbout {
  readonly timestamp: string | undefined;
  readonly authors: readonly string[];
  /** `name version`, or a name alone. */
  readonly tools: readonly { readonly name: string; readonly version: string | undefined }[];
  readonly supplier: string | undefined;
  /** Serial number or name space. */
  readonly identifier: string | undefined;
  readonly lifecycles: readonly string[];
  readonly dataLicense: string | undefined;
  /** True where the document declares how complete it is. */
  readonly declaresCompleteness: boolean;
  /** True where the document carries a signature of its own. */
  readonly signed: boolean;
  /** Refs of components that name a supplier, manufacturer or author. */
  readonly supplied: ReadonlySet<string>;
  /** Refs of components that name where their source is. */
  readonly sourced: ReadonlySet<string>;
  /** Refs of components whose purpose is said. */
  readonly purposed: ReadonlySet<string>;
  /** Refs of components with an identifier for looking up vulnerabilities that is no purl. */
  readonly otherIds: ReadonlySet<string>;
}

/**
 * Reads a CycloneDX document in JSON or XML, or SPDX 2 or 3 in JSON, of any tool. Faults: `json-malformed`, `json-too-large`,
 * `xml-malformed`, `xml-too-large`, `utf8-malformed`, `sbom-malformed`.
 */
export function readSbom(bytes: Uint8Array): ReadSbom {
  if (looksLikeXml(bytes)) return readCycloneDx(parseCycloneDxXml(bytes));
  const document = parseJsonObject(withoutByteOrderMark(bytes), {
    maxBytes: MAX_SOURCE_BYTES,
    maxDepth: MAX_SOURCE_DEPTH,
    prototypeKeys: "keep",
    what: "the SBOM",
  });
  if (document["bomFormat"] === "CycloneDX") return readCycloneDx(document);
  if (typeof document["spdxVersion"] === "string") return readSpdx(document);
  if (/\/spdx-context\.jsonld$/.test(String(document["@context"]))) return readSpdx3(document);
  throw new Fault("sbom-malformed", "the document is neither CycloneDX nor SPDX");
}

/** JSON never begins with `<`, and XML always does. */
function looksLikeXml(bytes: Uint8Array): boolean {
  const head = withoutByteOrderMark(bytes).subarray(0, 256);
  return Buffer.from(head).toString("latin1").trimStart().startsWith("<");
}
