import { DER_TAGS, readDer } from "../../../kernel/der.ts";
import { decodeHex } from "../../../kernel/hex.ts";
import { unlessRefused } from "../../../kernel/unless-refused.ts";

/** Attributes of a name by their short types; one value each, as trust policies compare them. */
export type DistinguishedName = ReadonlyMap<string, string>;

/** The types that the reference knows by name (RFC 4514 §3, and `SERIALNUMBER`). Each but the two marked ones may be there once. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ["2.5.4.3", "CN"],
  ["2.5.4.5", "SERIALNUMBER"],
  ["2.5.4.6", "C"],
  ["2.5.4.7", "L"],
  ["2.5.4.8", "ST"],
  ["2.5.4.9", "STREET"],
  ["2.5.4.10", "O"],
  ["2.5.4.11", "OU"],
  ["2.5.4.17", "POSTALCODE"],
]);
/** Of these the reference keeps the last. */
const LAST_COUNTS: ReadonlySet<string> = new Set(["CN", "SERIALNUMBER"]);

/** "C, ST and O … are mandatory" (trust-store-trust-policy.md, "Trusted Identities Constraints"). */
const MANDATORY = ["C", "ST", "O"];

/**
 * The name of a certificate's subject, DER, as trust policies see it; undefined if they see none in it: a type that has no short
 * name, a value twice, or one of the three mandatory ones absent. So the reference refuses every identity but `*` for it.
 */
export function subjectName(subject: Uint8Array): DistinguishedName | undefined {
  return unlessRefused(() => {
    const name = new Map<string, string>();
    for (const part of readDer(subject).sequence()) {
      for (const one of part.set()) {
        const [id, value] = one.sequence();
        const type = id && TYPES.get(id.oid());
        if (type === undefined || value === undefined || !TEXTS.has(value.tag)) return undefined;
        if (name.has(type) && !LAST_COUNTS.has(type)) return undefined;
        name.set(type, value.string());
      }
    }
    return whole(name) && ![...name.values()].some((value) => value.includes("=#")) ? name : undefined;
  }, undefined);
}

const TEXTS: ReadonlySet<number> = new Set([DER_TAGS.utf8String, DER_TAGS.printableString, DER_TAGS.ia5String]);

/**
 * Parses the name of an identity (RFC 4514 §3), for example `C=US, ST=WA, O=wabbit-networks.io`; undefined for what is not one, is longer than
 * 8,192 characters, has a value in hexadecimal, several in one part, one type twice, or lacks a mandatory one. `S` means `ST`.
 */
export function parseDistinguishedName(text: string): DistinguishedName | undefined {
  if (text.length > 8192 || text.includes("=#")) return undefined;
  const members = membersOf(text);
  if (members === undefined) return undefined;
  const name = new Map<string, string>();
  for (const [long, value] of members) {
    const type = long === "S" ? "ST" : long;
    if (name.has(type)) return undefined;
    name.set(type, value);
  }
  return whole(name) ? name : undefined;
}

function whole(name: DistinguishedName): boolean {
  return MANDATORY.every((type) => (name.get(type) ?? "") !== "");
}

/** An escape of bytes or of one character (§2.4), or one character as it stands. */
const PIECE = /((?:\\[0-9A-Fa-f]{2})+)|\\([ "#+,;<=>\\])|(.)/gsu;

/** Types and values in their order, without the spaces around them that no escape keeps; undefined for what is not a name. */
function membersOf(text: string): [type: string, value: string][] | undefined {
  const members: [string, string][] = [];
  let type: string | undefined;
  let [word, kept] = ["", 0];
  for (const [, bytes, special, plain] of `${text},`.matchAll(PIECE)) {
    if (plain === "\\" || plain === "+") return undefined;
    if (plain === "=" && type === undefined) {
      type = word.slice(0, kept);
      [word, kept] = ["", 0];
      if (type === "") return undefined;
    } else if (plain === "," || plain === ";") {
      if (type === undefined) return undefined;
      members.push([type, word.slice(0, kept)]);
      type = undefined;
      [word, kept] = ["", 0];
    } else if (plain !== " " || word !== "") {
      word += bytes === undefined ? (special ?? plain!) : textOf(bytes);
      if (plain !== " ") kept = word.length;
    }
  }
  return members;
}

function textOf(bytes: string): string {
  return new TextDecoder().decode(decodeHex(bytes.replaceAll("\\", "").toLowerCase()));
}

/** Whether every attribute of the identity is in the name, with the same value. */
export function isWithinName(identity: DistinguishedName, name: DistinguishedName): boolean {
  return [...identity].every(([type, value]) => (name.get(type) ?? "") === value);
}

/** A subject as a trusted identity that names exactly it (RFC 4514 §2.4); undefined if none but `*` can. DER. */
export function identityOf(subject: Uint8Array): string | undefined {
  const name = subjectName(subject);
  if (name === undefined) return undefined;
  return [...name].map(([type, value]) => `${type}=${escaped(value)}`).join(", ");
}

function escaped(value: string): string {
  return value.replace(/["+,;<=>\\]|^[# ]| $/g, (one) => `\\${one}`);
}

/** A subject for people, most general part first; DER. */
export function nameText(subject: Uint8Array | undefined): string {
  const name = subject && subjectName(subject);
  if (name === undefined) return "a subject that trust policies cannot name";
  return [...name].map(([type, value]) => `${type}=${value}`).join(", ");
}
