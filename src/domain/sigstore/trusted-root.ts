import type { PublicKey } from "../../crypto/public-key.ts";
import { Fault } from "../../kernel/fault.ts";
import { encodeHex } from "../../kernel/hex.ts";
import { parseJsonObject } from "../../kernel/json-object.ts";
import { certificateNames } from "../x509/certificate-names.ts";
import { readLogKey } from "./log-key.ts";
import { parseDocument } from "./protojson.ts";
import type { AuthorityDocument, LogDocument, TrustedRootDocument } from "./trusted-root-document.ts";
import { trustedRootDocument } from "./trusted-root-document.ts";

/** The keys and authorities of one Sigstore instance, from outside of everything that is verified. */
export interface TrustedRoot {
  readonly logs: readonly TrustedLog[];
  readonly certificateLogs: readonly TrustedLog[];
  readonly authorities: readonly TrustedAuthority[];
  readonly timestampAuthorities: readonly TrustedAuthority[];
  readonly requires: Requirements;
  /** The newest start of a key or authority: what was signed long after it may need a newer root. */
  readonly newest: Date;
}

/** What the instance has, every signature of it must have; a bundle cannot choose otherwise. */
export interface Requirements {
  /** Entries in distinct logs. */
  readonly logEntries: 0 | 1;
  /** Certificate timestamps of distinct logs. */
  readonly certificateTimestamps: 0 | 1;
}

export interface TrustedLog {
  readonly baseUrl: string;
  /** The 32 bytes by which entries and checkpoints name the log; a checkpoint signature shows the first four. */
  readonly keyId: Uint8Array;
  readonly publicKey: PublicKey;
  readonly validFor: Period;
}

/** Leaf-most certificate first, DER. */
export interface TrustedAuthority {
  readonly uri: string;
  readonly certificates: readonly Uint8Array[];
  readonly validFor: Period;
}

/** A closed interval; without `end` it is still open. */
export interface Period {
  readonly start: Date;
  readonly end: Date | undefined;
}

const MAX_TRUSTED_ROOT_BYTES = 4 * 1024 * 1024;

/**
 * Parses a trusted root, closed and strict (B47): every validity has a start and ends after it, no log id stands for two
 * keys, each key is of the kind that its details say. A log whose key details are unknown to us is left out, as the
 * format asks, but still counts in what the root requires. Fault: `trusted-root-malformed`.
 */
export function parseTrustedRoot(bytes: Uint8Array): TrustedRoot {
  const document = parseRootDocument(bytes);
  const { tlogs, ctlogs, certificateAuthorities, timestampAuthorities } = document;
  if (certificateAuthorities.length + timestampAuthorities.length + tlogs.length === 0) throw malformed("it is empty");
  const root = {
    logs: readLogs(tlogs, "a transparency log"),
    certificateLogs: readLogs(ctlogs, "a certificate log"),
    authorities: certificateAuthorities.map(readAuthority),
    timestampAuthorities: timestampAuthorities.map(readAuthority),
  };
  const keys = [...tlogs, ...ctlogs].map(({ publicKey }) => publicKey);
  const periods = [...keys, ...certificateAuthorities, ...timestampAuthorities].map(({ validFor }) => validFor);
  return {
    ...root,
    requires: { logEntries: tlogs.length > 0 ? 1 : 0, certificateTimestamps: ctlogs.length > 0 ? 1 : 0 },
    newest: newestOf(periods.map(({ start }) => start)),
  };
}

/**
 * What several roots know, as one: to tell who is known at all. It requires nothing, because instances require
 * different things, so nothing may be verified under it.
 */
export function mergedRoot(roots: readonly TrustedRoot[]): TrustedRoot {
  return {
    logs: roots.flatMap(({ logs }) => logs),
    certificateLogs: roots.flatMap(({ certificateLogs }) => certificateLogs),
    authorities: roots.flatMap(({ authorities }) => authorities),
    timestampAuthorities: roots.flatMap(({ timestampAuthorities }) => timestampAuthorities),
    requires: { logEntries: 0, certificateTimestamps: 0 },
    newest: newestOf(roots.map(({ newest }) => newest)),
  };
}

function newestOf(times: readonly Date[]): Date {
  return times.reduce((newest, time) => (time > newest ? time : newest), new Date(0));
}

export function isWithin(period: Period, time: Date): boolean {
  return period.start <= time && (period.end === undefined || time <= period.end);
}

/** Every way of being no trusted root ends in one code, so that it is never taken for a fault of the evidence. */
function parseRootDocument(bytes: Uint8Array): TrustedRootDocument {
  try {
    const json = parseJsonObject(bytes, { maxBytes: MAX_TRUSTED_ROOT_BYTES, what: "the trusted root" });
    return parseDocument(trustedRootDocument, json, { code: "trusted-root-malformed", what: "the trusted root" });
  } catch (error) {
    if (error instanceof Fault) throw new Fault("trusted-root-malformed", error.message, { cause: error });
    throw error;
  }
}

function readLogs(documents: readonly LogDocument[], what: string): TrustedLog[] {
  const logs = documents.map((document) => readLog(document, what)).filter((log) => log !== undefined);
  const ids = new Set(logs.map((log) => encodeHex(log.keyId)));
  if (ids.size !== logs.length) throw malformed("two of its logs have the same id");
  return logs;
}

function readLog(document: LogDocument, what: string): TrustedLog | undefined {
  const { rawBytes, keyDetails, validFor } = document.publicKey;
  // A Rekor v2 log names itself in entries by the id that its checkpoints use.
  const keyId = document.checkpointKeyId?.keyId ?? document.logId?.keyId;
  if (keyId === undefined) throw malformed(`${what} has no id`);
  const publicKey = readLogKey(rawBytes, keyDetails);
  if (publicKey === "unknown") return undefined;
  if (publicKey === "wrong") throw malformed(`the key of ${what} is not of the kind that it says`);
  return { baseUrl: document.baseUrl, keyId, publicKey, validFor: readPeriod(validFor) };
}

function readAuthority(document: AuthorityDocument): TrustedAuthority {
  const certificates = document.certChain.certificates.map((certificate) => certificate.rawBytes);
  if (!certificates.every(isCertificate)) throw malformed("what should be a certificate is not one");
  return {
    uri: document.uri,
    certificates,
    validFor: readPeriod(document.validFor),
  };
}

function isCertificate(der: Uint8Array): boolean {
  try {
    certificateNames(der);
    return true;
  } catch (error) {
    if (error instanceof Fault) return false;
    throw error;
  }
}

function readPeriod(period: LogDocument["publicKey"]["validFor"]): Period {
  const end = period.end ?? undefined;
  if (end !== undefined && end < period.start) throw malformed("a validity ends before it starts");
  return { start: period.start, end };
}

function malformed(problem: string): Fault {
  return new Fault("trusted-root-malformed", `the trusted root is malformed: ${problem}`);
}
