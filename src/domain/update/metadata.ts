import { decodeHex } from "../../kernel/hex.ts";
import type { JsonObject, JsonValue } from "../../kernel/json.ts";
import { isJsonObject, parseJsonObject } from "../../kernel/json-object.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import { refusedUpdate } from "./refused-update.ts";
import { signedText } from "./signed-text.ts";

export type RoleName = "root" | "timestamp" | "snapshot" | "targets";

/** A document of an update repository, as it was read: nothing says yet that it was signed. */
export interface Metadata {
  readonly role: RoleName;
  readonly version: number;
  readonly expires: Date;
  readonly signed: JsonObject;
  /** What the signatures are over. */
  readonly signedBytes: Uint8Array;
  /** By the id of the key. */
  readonly signatures: ReadonlyMap<string, Uint8Array>;
}

/** Bytes at most, as the clients of Sigstore have them. */
const LIMITS: Readonly<Record<RoleName, number>> = {
  root: 512_000,
  timestamp: 16_384,
  snapshot: 2_000_000,
  targets: 5_000_000,
};

/** "MUST be of the form YYYY-MM-DDTHH:MM:SSZ". */
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

/**
 * Reads a document of The Update Framework (https://theupdateframework.github.io/specification/latest/ §4.2, §4.3):
 *
 *     {"signatures": [{"keyid": "…", "sig": "…"}], "signed": {"_type": "root", "spec_version": "1.0", "version": 1, "expires": "…", …}}
 *
 * Faults: `trust-update-refused`, `json-malformed`, `json-too-large`, `hex-malformed`.
 */
export function parseMetadata(bytes: Uint8Array, role: RoleName): Metadata {
  const { signed, signatures } = parseJsonObject(bytes, { maxBytes: LIMITS[role], what: `the ${role} metadata` });
  if (!isJsonObject(signed) || signed["_type"] !== role) throw refusedUpdate(`what should be ${role} metadata is not`);
  if (!/^1(?:\.\d{1,4}){1,2}$/.test(requiredText(signed["spec_version"]))) {
    throw refusedUpdate(`the ${role} metadata is not of version 1 of the specification`);
  }
  return {
    role,
    version: requiredCount(signed["version"]),
    expires: timeOf(signed["expires"]),
    signed,
    signedBytes: encodeUtf8(signedText(signed)),
    signatures: readSignatures(signatures),
  };
}

/** A key signs once: "clients MUST … disregard the signature" is for unknown keys, and two of one key are refused. */
function readSignatures(value: JsonValue | undefined): ReadonlyMap<string, Uint8Array> {
  if (!Array.isArray(value)) throw refusedUpdate("metadata has no list of signatures");
  const found = new Map<string, Uint8Array>();
  for (const one of value) {
    const { keyid, sig } = requiredObject(one);
    if (found.has(requiredText(keyid))) throw refusedUpdate("a key signed twice");
    found.set(requiredText(keyid), decodeHex(requiredText(sig)));
  }
  return found;
}

export function requiredObject(value: JsonValue | undefined): JsonObject {
  if (!isJsonObject(value)) throw refusedUpdate("a part of the metadata is not an object");
  return value;
}

export function requiredText(value: JsonValue | undefined): string {
  if (typeof value !== "string") throw refusedUpdate("a part of the metadata is not a text");
  return value;
}

/** A number from 1 on. */
export function requiredCount(value: JsonValue | undefined): number {
  if (!Number.isSafeInteger(value) || Number(value) < 1) throw refusedUpdate("a number in the metadata is not a count");
  return Number(value);
}

function timeOf(value: JsonValue | undefined): Date {
  const time = new Date(DATE_TIME.test(requiredText(value)) ? requiredText(value) : Number.NaN);
  if (Number.isNaN(time.getTime())) throw refusedUpdate("a time in the metadata is not a time");
  return time;
}
