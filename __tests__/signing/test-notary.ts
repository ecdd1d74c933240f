import { constants, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { readPublicKey } from "../../src/crypto/public-key.ts";
import { algorithmOf, type NotaryAlgorithm } from "../../src/domain/notary/envelope/algorithms.ts";
import type { EnvelopeFormat } from "../../src/domain/notary/envelope/envelope.ts";
import { unsignedEnvelope } from "../../src/domain/notary/envelope/sign-envelope.ts";
import { formatTargetArtifact } from "../../src/domain/notary/envelope/target-artifact.ts";
import { parseTrustPolicy, type TrustStatement } from "../../src/domain/notary/trust/trust-policy.ts";
import type { NotaryTrust } from "../../src/domain/notary/verify-notary.ts";
import { readX509Certificate, type X509Certificate } from "../../src/domain/x509/x509-certificate.ts";
import {
  bitString,
  boolean,
  explicit,
  integer,
  octetString,
  oid,
  printableString,
  sequence,
  set,
  utcTime,
  utf8,
} from "../../src/kernel/der-writer.ts";
import type { CertifiedKey } from "../../src/services/notary/key-notary-signer.ts";
import { SIGNED_AT } from "./test-certificates.ts";

/** A key of each algorithm of Notary Project, made once. */
export const KEY_SPECS = ["EC-256", "EC-384", "EC-521", "RSA-2048", "RSA-3072", "RSA-4096"] as const;
export type KeySpec = (typeof KEY_SPECS)[number];

export interface TestKey {
  readonly privateKey: KeyObject;
  readonly spki: Uint8Array;
  readonly algorithm: NotaryAlgorithm;
}

const KEYS = new Map<string, TestKey>();

/** The key `name` of that kind; the same one for the same words. */
export function testKey(spec: KeySpec, name = "signer"): TestKey {
  const known = KEYS.get(`${spec} ${name}`);
  if (known !== undefined) return known;
  const size = Number(spec.split("-")[1]);
  const { privateKey, publicKey } = spec.startsWith("EC")
    ? generateKeyPairSync("ec", { namedCurve: `P-${size}` })
    : generateKeyPairSync("rsa", { modulusLength: size });
  const spki = new Uint8Array(publicKey.export({ type: "spki", format: "der" }));
  const key = { privateKey, spki, algorithm: algorithmOf(readPublicKey(spki)) };
  KEYS.set(`${spec} ${name}`, key);
  return key;
}

/** As a plugin or HSM would: r and s for ECDSA, PSS for RSA. */
export function notarySign({ privateKey, algorithm }: TestKey, bytes: Uint8Array): Uint8Array {
  return sign(algorithm.hash, bytes, {
    key: privateKey,
    dsaEncoding: "ieee-p1363",
    ...(privateKey.asymmetricKeyType === "rsa"
      ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
      : {}),
  });
}

/** One attribute of a name, by its dotted type; a value in another string type is given as DER. */
export type NamePart = readonly [type: string, value: string | Uint8Array];

export const SUBJECT: readonly NamePart[] = [
  ["2.5.4.6", "US"],
  ["2.5.4.8", "WA"],
  ["2.5.4.10", "Capsule Test"],
  ["2.5.4.3", "signer"],
];

export function testName(parts: readonly NamePart[]): Uint8Array {
  return sequence(
    ...parts.map(([type, value]) =>
      set(
        sequence(
          oid(type),
          typeof value !== "string" ? value : type === "2.5.4.6" ? printableString(value) : utf8(value),
        ),
      ),
    ),
  );
}

/** Milliseconds since 1970. */
export const NOW = SIGNED_AT * 1000;
const DAY = 86_400;

/** What a certificate is; the signer's by default. */
export interface TestCertificateFacts {
  readonly subject?: readonly NamePart[];
  readonly key?: TestKey;
  /** Seconds since 1970. */
  readonly notBefore?: number;
  readonly notAfter?: number;
  /** Undefined leaves basic constraints out. */
  readonly authority?: { readonly isAuthority: boolean; readonly pathLength?: number } | undefined;
  /** The bytes of key usage; undefined leaves it out. */
  readonly usage?: readonly number[] | undefined;
  readonly usageIsCritical?: boolean;
  readonly purposes?: readonly string[];
  readonly extensions?: readonly Uint8Array[];
  readonly serial?: number;
}

export interface TestIssuer {
  readonly name: readonly NamePart[];
  readonly key: TestKey;
}

const SIGNATURE_ALGORITHM = sequence(oid("1.2.840.10045.4.3.2"));

export function testExtension(id: string, value: Uint8Array, critical = false): Uint8Array {
  return sequence(oid(id), ...(critical ? [boolean(true)] : []), octetString(value));
}

/** A certificate by an issuer with a P-256 key. */
export function testNotaryCertificate(facts: TestCertificateFacts, issuer: TestIssuer): Uint8Array {
  const { subject = SUBJECT, key = testKey("EC-256"), authority, usage = [0x80], usageIsCritical = true } = facts;
  const { notBefore = NOW / 1000 - DAY, notAfter = NOW / 1000 + DAY, purposes = [], serial = 7 } = facts;
  const extensions = [
    ...(authority === undefined
      ? []
      : [
          testExtension(
            "2.5.29.19",
            sequence(
              ...(authority.isAuthority ? [boolean(true)] : []),
              ...(authority.pathLength === undefined ? [] : [integer(authority.pathLength)]),
            ),
            true,
          ),
        ]),
    ...("usage" in facts && facts.usage === undefined
      ? []
      : [testExtension("2.5.29.15", bitString(Uint8Array.from(usage), 0), usageIsCritical)]),
    ...(purposes.length === 0 ? [] : [testExtension("2.5.29.37", sequence(...purposes.map(oid)))]),
    ...(facts.extensions ?? []),
  ];
  const tbs = sequence(
    explicit(0, integer(2)),
    integer(serial),
    SIGNATURE_ALGORITHM,
    testName(issuer.name),
    sequence(utcTime(notBefore), utcTime(notAfter)),
    testName(subject),
    key.spki,
    explicit(3, sequence(...extensions)),
  );
  return sequence(tbs, SIGNATURE_ALGORITHM, bitString(sign("sha256", tbs, issuer.key.privateKey)));
}

export const ROOT: TestIssuer = { name: [["2.5.4.3", "root"]], key: testKey("EC-256", "root") };
export const INTERMEDIATE: TestIssuer = { name: [["2.5.4.3", "intermediate"]], key: testKey("EC-256", "intermediate") };

const AUTHORITIES = new Map<string, Uint8Array>();

/** The certificate of an authority; the same one for the same words. */
export function testAuthority(issuer: TestIssuer, by: TestIssuer, facts: TestCertificateFacts = {}): Uint8Array {
  const words = JSON.stringify([
    issuer.name,
    by.name,
    [issuer, by].map(({ key }) => Buffer.from(key.spki).toString("hex")),
    Object.entries(facts).map(([name, value]) => [name, value ?? "none"]),
  ]);
  const known = AUTHORITIES.get(words);
  if (known !== undefined) return known;
  const der = testNotaryCertificate(
    { subject: issuer.name, key: issuer.key, authority: { isAuthority: true }, usage: [0x06], ...facts },
    by,
  );
  AUTHORITIES.set(words, der);
  return der;
}

/** The signer's certificate, an intermediate one and the root. */
export function testChain(leaf: TestCertificateFacts = {}): [Uint8Array, Uint8Array, Uint8Array] {
  return [testNotaryCertificate(leaf, INTERMEDIATE), testAuthority(INTERMEDIATE, ROOT), testAuthority(ROOT, ROOT)];
}

export const TARGET = {
  mediaType: "application/vnd.oci.image.manifest.v1+json",
  digest: `sha256:${"5".repeat(64)}`,
  size: 528,
} as const;

export interface TestEnvelopeFacts {
  readonly format?: EnvelopeFormat;
  readonly key?: TestKey;
  readonly chain?: readonly Uint8Array[];
  readonly payload?: Uint8Array;
  readonly expiry?: number;
  readonly timestamp?: (signature: Uint8Array) => Uint8Array;
  readonly signingTime?: number;
}

/** An envelope that is sound unless `facts` say otherwise. */
export function testEnvelope(facts: TestEnvelopeFacts = {}): Uint8Array {
  const { format = "jws", key = testKey("EC-256"), payload = formatTargetArtifact(TARGET) } = facts;
  const { chain = testChain({ key }), expiry, signingTime = NOW / 1000 } = facts;
  const envelope = unsignedEnvelope({ format, algorithm: key.algorithm, payload, signingTime, expiry });
  const signature = notarySign(key, envelope.signed);
  const timestamp = facts.timestamp?.(signature);
  return envelope.complete({ signature, certificates: chain, timestamp, agent: "test" });
}

export interface TestStatementFacts {
  readonly level?: string;
  readonly override?: Readonly<Record<string, string>>;
  readonly verifyTimestamp?: string;
  readonly stores?: readonly string[];
  readonly identities?: readonly string[];
}

export function testStatement(facts: TestStatementFacts = {}): TrustStatement {
  const { level = "strict", override, verifyTimestamp } = facts;
  const skips = level === "skip";
  const document = {
    version: "1.0",
    trustPolicies: [
      {
        name: "test",
        registryScopes: ["*"],
        signatureVerification: { level, ...(override && { override }), ...(verifyTimestamp && { verifyTimestamp }) },
        trustStores: skips ? [] : (facts.stores ?? ["ca:test"]),
        trustedIdentities: skips ? [] : (facts.identities ?? ["x509.subject: C=US, ST=WA, O=Capsule Test"]),
      },
    ],
  };
  return parseTrustPolicy(Buffer.from(JSON.stringify(document)), "oci").statements[0]!;
}

export interface TestTrustFacts extends TestStatementFacts {
  readonly ca?: readonly Uint8Array[];
  readonly tsa?: readonly Uint8Array[];
  readonly signingAuthority?: readonly Uint8Array[];
  readonly lists?: NotaryTrust["lists"];
  readonly now?: number;
}

export function testTrust(facts: TestTrustFacts = {}): NotaryTrust {
  const read = (ders: readonly Uint8Array[] = []): X509Certificate[] => ders.map(readX509Certificate);
  return {
    statement: testStatement(facts),
    stores: {
      ca: read(facts.ca ?? [testAuthority(ROOT, ROOT)]),
      tsa: read(facts.tsa),
      signingAuthority: read(facts.signingAuthority),
    },
    lists: facts.lists ?? [],
    now: facts.now ?? NOW,
  };
}

/** A key of a file as sealing sees it: messages, and DER for ECDSA. */
export function testSigningKey(spec: KeySpec, certificates: readonly Uint8Array[]): CertifiedKey {
  const { privateKey, spki, algorithm } = testKey(spec);
  const padding = spec.startsWith("RSA")
    ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
    : {};
  return {
    ...{ publicKey: spki, certificates },
    sign: async (message) => new Uint8Array(sign(algorithm.hash, message, { key: privateKey, ...padding })),
  };
}
