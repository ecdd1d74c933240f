import { equalBytes } from "../../kernel/bytewise.ts";
import type { DerNode } from "../../kernel/der.ts";
import { DER_TAGS, readDer } from "../../kernel/der.ts";
import { Fault } from "../../kernel/fault.ts";
import { decodeUtf8 } from "../../kernel/utf8.ts";
import type { CertificateFacts, FulcioExtensions, SubjectAlternativeName } from "./certificate-facts.ts";

const BASIC_CONSTRAINTS = "2.5.29.19";
const KEY_USAGE = "2.5.29.15";
const EXTENDED_KEY_USAGE = "2.5.29.37";
const SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
const ORGANIZATION = "2.5.4.10";
const CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
const FULCIO = "1.3.6.1.4.1.57264.1";
const FULCIO_OTHER_NAME = `${FULCIO}.7`;

/**
 * Reads a signer's X.509 certificate (RFC 5280 §4.1) as strict DER, every extension at most once, exactly one subject
 * alternative name. Says nothing about who issued it. Faults: `certificate-malformed`, `der-malformed`.
 */
export function readCertificate(der: Uint8Array): CertificateFacts {
  const [tbs, , , ...beyond] = readDer(der).sequence();
  if (tbs === undefined || beyond.length > 0) throw malformed("it has not three parts");
  const [version, serial, , issuer, validity, subject, publicKey, ...rest] = tbs.sequence();
  if (!version || !serial || !issuer || !validity || !subject || !publicKey || version.tag !== 0xa0) {
    throw malformed("a field is missing");
  }
  const extensions = readExtensions(rest.find((node) => node.tag === 0xa3));
  const [notBefore, notAfter] = validity.sequence().map((node) => Math.floor(node.time() / 1000));
  if (notBefore === undefined || notAfter === undefined) throw malformed("its validity is incomplete");
  return {
    der,
    publicKey: publicKey.raw,
    notBefore,
    notAfter,
    subjectAlternativeName: readAlternativeName(extensions.get(SUBJECT_ALTERNATIVE_NAME)),
    issuer: derText(extensions, 8) ?? rawText(extensions, 1),
    authorityOrganizations: readOrganizations(issuer),
    extensions: readFulcioExtensions(extensions),
    selfIssued: equalBytes(issuer.raw, subject.raw),
    isAuthority: readIsAuthority(extensions.get(BASIC_CONSTRAINTS)),
    maySignCode: readMaySignCode(extensions),
  };
}

type Extensions = ReadonlyMap<string, Uint8Array>;

/** The content of each extension's octet string, by dotted identifier. */
function readExtensions(node: DerNode | undefined): Extensions {
  const extensions = new Map<string, Uint8Array>();
  const [list] = node?.children() ?? [];
  for (const extension of list?.sequence() ?? []) {
    const [id, ...fields] = extension.sequence();
    const value = fields.at(-1);
    if (id === undefined || value === undefined || fields.length > 2) throw malformed("an extension is incomplete");
    if (fields.length === 2) fields[0]?.boolean();
    // RFC 5280 §4.2: "A certificate MUST NOT include more than one instance of a particular extension."
    if (extensions.has(id.oid())) throw malformed("an extension stands in it twice");
    extensions.set(id.oid(), value.octetString());
  }
  return extensions;
}

/** RFC 5280 §4.2.1.6; [0] otherName, [1] rfc822Name, [6] uniformResourceIdentifier. */
function readAlternativeName(value: Uint8Array | undefined): SubjectAlternativeName {
  if (value === undefined) throw malformed("it has no subject alternative name");
  const [name, ...others] = readDer(value).sequence();
  if (name === undefined || others.length > 0) throw malformed("it has not exactly one subject alternative name");
  if (name.tag === 0x86) return { kind: "uri", value: ascii(name) };
  if (name.tag === 0x81) return { kind: "email", value: ascii(name) };
  if (name.tag === 0xa0) return { kind: "other-name", value: readOtherName(name) };
  throw malformed("its subject alternative name is of another kind");
}

/** Fulcio's user name: extension identifier .7 around a UTF8String. */
function readOtherName(name: DerNode): string {
  const [type, wrapped] = name.children();
  const [text] = wrapped?.children() ?? [];
  if (type?.oid() !== FULCIO_OTHER_NAME || text === undefined) throw malformed("its user name is of another kind");
  return text.string();
}

function ascii(name: DerNode): string {
  const { content } = name;
  if (content.length === 0) throw malformed("its subject alternative name is empty");
  if (content.some((byte) => byte < 0x20 || byte > 0x7e)) throw malformed("a name is not printable ASCII");
  return decodeUtf8(content, "a name");
}

function readOrganizations(name: DerNode): string[] {
  const attributes = name.sequence().flatMap((relative) => relative.set().map((attribute) => attribute.sequence()));
  return attributes.flatMap(([type, value]) => (type?.oid() === ORGANIZATION && value ? [value.string()] : []));
}

function readIsAuthority(value: Uint8Array | undefined): boolean {
  const [flag] = value === undefined ? [] : readDer(value).sequence();
  return flag?.tag === DER_TAGS.boolean && flag.boolean();
}

/** Client specification of Sigstore: key usage digitalSignature, extended key usage code signing. */
function readMaySignCode(extensions: Extensions): boolean {
  const usage = extensions.get(KEY_USAGE);
  const extended = extensions.get(EXTENDED_KEY_USAGE);
  if (usage === undefined || extended === undefined) return false;
  const digitalSignature = ((readDer(usage).bitString().bytes[0] ?? 0) & 0x80) !== 0;
  const purposes = readDer(extended).sequence();
  return digitalSignature && purposes.some((purpose) => purpose.oid() === CODE_SIGNING);
}

function readFulcioExtensions(extensions: Extensions): FulcioExtensions {
  return {
    buildSignerUri: derText(extensions, 9),
    buildSignerDigest: derText(extensions, 10),
    runnerEnvironment: derText(extensions, 11),
    sourceRepositoryUri: derText(extensions, 12),
    sourceRepositoryDigest: derText(extensions, 13),
    sourceRepositoryRef: derText(extensions, 14),
    sourceRepositoryIdentifier: derText(extensions, 15),
    sourceRepositoryOwnerUri: derText(extensions, 16),
    sourceRepositoryOwnerIdentifier: derText(extensions, 17),
    buildConfigUri: derText(extensions, 18),
    buildConfigDigest: derText(extensions, 19),
    buildTrigger: derText(extensions, 20),
    runInvocationUri: derText(extensions, 21),
    sourceRepositoryVisibility: derText(extensions, 22),
    deploymentEnvironment: derText(extensions, 23),
    tokenSubject: derText(extensions, 24),
  };
}

/** From .8 on the value is a DER string, .1 to .6 are bare bytes. */
function derText(extensions: Extensions, number: number): string | undefined {
  const value = extensions.get(`${FULCIO}.${number}`);
  return value === undefined ? undefined : readDer(value).string();
}

function rawText(extensions: Extensions, number: number): string | undefined {
  const value = extensions.get(`${FULCIO}.${number}`);
  return value === undefined ? undefined : decodeUtf8(value, "a certificate extension");
}

function malformed(problem: string): Fault {
  return new Fault("certificate-malformed", `the certificate is malformed: ${problem}`);
}
