import { basename, resolve } from "node:path";
import { sha256Hex } from "../../../crypto/node-digest.ts";
import { formatStatement, parseStatement, STATEMENT_TYPE } from "../../../domain/attestation/statement.ts";
import { type BoundBy, VULNERABILITIES_TYPE } from "../../../domain/attestation/vulnerability-scan.ts";
import type { EvidenceEntry } from "../../../domain/capsule/build-root.ts";
import { evidenceEntry } from "../../../domain/capsule/entry-names.ts";
import type { SbomFormat } from "../../../domain/capsule/published-names.ts";
import {
  bindEvidence,
  type DescribedBy,
  type EvidenceSubject,
  type EvidenceTarget,
  howBound,
  throughSboms,
} from "../../../domain/evidence/bind-evidence.ts";
import type { EvidenceDocument } from "../../../domain/evidence/evidence-document.ts";
import { MAX_EVIDENCE_BYTES, readEvidence } from "../../../domain/evidence/read-evidence.ts";
import { judgeScan, type ScanRules } from "../../../domain/evidence/scanner-reports/judge-scan.ts";
import { judgedScanPredicate } from "../../../domain/evidence/scanner-reports/judged-scan-predicate.ts";
import { type ScannerReport, shownScanner } from "../../../domain/evidence/scanner-reports/scan.ts";
import { counted } from "../../../kernel/counted.ts";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import type { Files } from "../../../ports/files.ts";

/** More than this is not evidence of one release. */
const MAX_FILES = 256;
/** Bytes of one statement that is signed: a log takes it whole. */
export const MAX_STATEMENT_BYTES = 8 << 20;

/** Evidence that was given, validated and bound to assets and images. */
export interface GivenEvidence {
  /** To be signed with the release, one statement each. */
  readonly statements: readonly StatementToSign[];
  /** Entries as they are: what others have signed, and documents that a statement refers to. */
  readonly carried: readonly EvidenceEntry[];
  readonly scans: readonly BoundScan[];
}

export interface StatementToSign {
  readonly payload: Uint8Array;
  readonly predicateType: string;
  /** Hex sha256 of the one asset or image that it is about; undefined if there are several. */
  readonly subject: string | undefined;
  /** Set if the predicate is our SBOM of that asset. */
  readonly sbom?: SbomFormat;
}

/**
 * Reads the files of evidence, each given as a path, or as `path=asset` for one asset and `path=*` for all of them. A file
 * of the whole name wins, so that a path may hold `=`. Faults: those of `readEvidence` and `bindEvidence`, `file-missing`,
 * `evidence-malformed` for a statement that is too large; each names the file.
 */
export async function readGivenEvidence(
  given: readonly string[],
  { assets, sboms, folder, rules }: EvidencePlace,
  files: Files,
): Promise<GivenEvidence> {
  if (given.length > MAX_FILES)
    throw new Fault("usage", `${given.length} files of evidence are given, of at most ${MAX_FILES}`);
  const statements = new Map<string, StatementToSign>();
  const carried = new Map<string, EvidenceEntry>();
  const scans: BoundScan[] = [];
  for (const one of given) {
    const { path, asset } = await placeOf(one, folder, files);
    const bytes = await files.read(path, MAX_EVIDENCE_BYTES);
    const bound = bind(basename(path), bytes, { asset, assets, sboms, rules });
    if (bound.statement !== undefined) statements.set(sha256Hex(bound.statement.payload), bound.statement);
    if (bound.entry !== undefined) carried.set(bound.entry.name, merge(carried.get(bound.entry.name), bound.entry));
    if (bound.scan !== undefined) scans.push(bound.scan);
  }
  return { statements: [...statements.values()], carried: [...carried.values()], scans };
}

export interface EvidencePlace {
  readonly assets: readonly EvidenceSubject[];
  /** SBOMs that were given: a report about one is about what it describes. */
  readonly sboms: DescribedBy;
  /** Absolute: where relative paths begin. */
  readonly folder: string;
  /** How new a scan must be. */
  readonly rules: ScanRules;
}

/** What a scanner found, and in which assets. */
export interface BoundScan {
  readonly scan: ScannerReport;
  readonly boundBy: BoundBy;
  readonly about: readonly EvidenceSubject[];
}

/** What a person should know of scans: what binds them to the release, and what they left out. */
export function scanWarnings(scans: readonly BoundScan[]): string[] {
  return scans.flatMap(({ scan, boundBy, about }) => {
    const { scanner, notJudged } = scan;
    const shownName = shownScanner(scanner.name);
    const by = boundBy === "name" ? "by its name alone" : "because you say so";
    const names = about.length === 1 ? printable(about[0]?.name ?? "") : `${about.length} files and images`;
    return [
      ...(boundBy === "digest" || boundBy === "sbom"
        ? []
        : [`the report of ${shownName} is about ${names} ${by}: it names no digest`]),
      ...(notJudged.length === 0
        ? []
        : [
            `${shownName} could not judge ${counted(notJudged.length, "component")}, for example ${printable(notJudged[0] ?? "", 120)}`,
          ]),
    ];
  });
}

async function placeOf(given: string, folder: string, files: Files): Promise<{ path: string; asset: EvidenceTarget }> {
  const whole = resolve(folder, given);
  const at = given.lastIndexOf("=");
  if (at <= 0 || at === given.length - 1 || (await files.facts(whole)) !== undefined) {
    return { path: whole, asset: undefined };
  }
  return { path: resolve(folder, given.slice(0, at)), asset: given.slice(at + 1) };
}

interface Bound {
  readonly statement: StatementToSign | undefined;
  readonly entry: EvidenceEntry | undefined;
  readonly scan: BoundScan | undefined;
}

interface ToBind extends Pick<EvidencePlace, "assets" | "sboms" | "rules"> {
  readonly asset: EvidenceTarget;
}

function bind(name: string, bytes: Uint8Array, { asset, assets, sboms, rules }: ToBind): Bound {
  try {
    const document = readEvidence(bytes);
    const subjects = throughSboms(document.subjects, sboms);
    const about = bindEvidence({ ...document, subjects }, asset, assets);
    const [only] = new Set(about.map(({ sha256 }) => sha256)).size === 1 ? about : [];
    const entry = entryOf(document, bytes, only?.sha256);
    if (document.kind === "carried") return { statement: undefined, entry, scan: undefined };
    if (document.kind === "signable")
      return { statement: statementOf(document, about, only?.sha256), entry, scan: undefined };
    const boundBy = howBound(document, about, sboms);
    const predicate = judgedScanPredicate(judgeScan(document.scan, rules), boundBy);
    const statement = statementOf({ predicateType: VULNERABILITIES_TYPE, predicate }, about, only?.sha256);
    return { statement, entry, scan: { scan: document.scan, boundBy, about } };
  } catch (cause) {
    if (!(cause instanceof Fault)) throw cause;
    const hint = cause.hint === undefined ? {} : { hint: cause.hint };
    throw new Fault(cause.code, `the evidence ${printable(name)}: ${cause.message}`, { cause, ...hint });
  }
}

function entryOf(
  document: EvidenceDocument,
  bytes: Uint8Array,
  subject: string | undefined,
): EvidenceEntry | undefined {
  const format = document.kind === "carried" ? document : document.document;
  if (format === undefined) return undefined;
  const { extension, mediaType } = format;
  const name = evidenceEntry(sha256Hex(bytes), extension);
  return { name, bytes, mediaType, ...(subject === undefined ? {} : { subject }) };
}

export function statementOf(
  { predicateType, predicate }: Pick<Extract<EvidenceDocument, { kind: "signable" }>, "predicateType" | "predicate">,
  about: readonly EvidenceSubject[],
  subject: string | undefined,
): StatementToSign {
  const payload = formatStatement({
    _type: STATEMENT_TYPE,
    subject: about.map(({ name, sha256 }) => ({ name, digest: { sha256 } })),
    predicateType,
    predicate,
  });
  if (payload.length > MAX_STATEMENT_BYTES) {
    throw new Fault(
      "evidence-malformed",
      `its statement would have ${payload.length} bytes of at most ${MAX_STATEMENT_BYTES}`,
      {
        hint: "give a shorter report, or several",
      },
    );
  }
  // What no reader accepts must not be signed.
  parseStatement(payload);
  return { payload, predicateType, subject };
}

/** The same file given for several assets is carried once, and then is about the release. */
function merge(before: EvidenceEntry | undefined, entry: EvidenceEntry): EvidenceEntry {
  if (before === undefined || before.subject === entry.subject) return entry;
  const { name, bytes, mediaType } = entry;
  return { name, bytes, mediaType };
}
