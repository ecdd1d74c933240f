import { sign } from "node:crypto";
import { sha1 } from "../../src/crypto/node-digest.ts";
import { certificateId, keyBits } from "../../src/domain/notary/revocation/ocsp-request.ts";
import { readX509Certificate } from "../../src/domain/x509/x509-certificate.ts";
import {
  bitString,
  explicit,
  generalizedTime,
  ia5,
  implicit,
  integer,
  nullValue,
  octetString,
  oid,
  sequence,
  utcTime,
} from "../../src/kernel/der-writer.ts";
import {
  INTERMEDIATE,
  NOW,
  ROOT,
  type TestIssuer,
  type TestKey,
  testAuthority,
  testChain,
  testExtension,
  testName,
} from "./test-notary.ts";

const SECONDS = NOW / 1000;
const ECDSA_SHA256 = sequence(oid("1.2.840.10045.4.3.2"));

/** The extension of a certificate that names where lists are. */
export function testListPlaces(addresses: readonly string[], id = "2.5.29.31"): Uint8Array {
  return testExtension(id, sequence(...addresses.map((one) => sequence(explicit(0, named(one))))));
}

/** The extension that says which part of a list one is; each further field says what it leaves out. */
export function testListPart(address: string | undefined, ...further: Uint8Array[]): Uint8Array {
  const own = address === undefined ? [] : [explicit(0, named(address))];
  return testExtension("2.5.29.28", sequence(...own, ...further), true);
}

function named(address: string): Uint8Array {
  return explicit(0, implicit(6, ia5(address)));
}

/** The extension of a certificate that names responders. */
export function testResponders(addresses: readonly string[]): Uint8Array {
  const access = addresses.map((one) => sequence(oid("1.3.6.1.5.5.7.48.1"), implicit(6, ia5(one))));
  return testExtension("1.3.6.1.5.5.7.1.1", sequence(...access));
}

/** RFC 5280 §5.3.1. */
export function testReason(code: number): Uint8Array {
  return testExtension("2.5.29.21", Uint8Array.of(0x0a, 1, code));
}

export function testInvalidSince(seconds: number): Uint8Array {
  return testExtension("2.5.29.24", generalizedTime(seconds));
}

export function testRevoked(
  serial: number,
  extensions: readonly Uint8Array[] = [],
  date: number = SECONDS - 60,
): Uint8Array {
  return sequence(integer(serial), utcTime(date), ...(extensions.length === 0 ? [] : [sequence(...extensions)]));
}

export interface TestListFacts extends Partial<TestIssuer> {
  readonly nextUpdate?: number | undefined;
  readonly number?: number;
  readonly extensions?: readonly Uint8Array[];
}

/** A list of revoked certificates, by the intermediate authority unless `facts` say otherwise. */
export function testList(entries: readonly Uint8Array[], facts: TestListFacts = {}): Uint8Array {
  const { name = INTERMEDIATE.name, key = INTERMEDIATE.key, number = 1, extensions = [] } = facts;
  const nextUpdate = "nextUpdate" in facts ? facts.nextUpdate : SECONDS + 86_400;
  const tbs = sequence(
    integer(1),
    ECDSA_SHA256,
    testName(name),
    utcTime(SECONDS - 60),
    ...(nextUpdate === undefined ? [] : [utcTime(nextUpdate)]),
    ...(entries.length === 0 ? [] : [sequence(...entries)]),
    explicit(0, sequence(testExtension("2.5.29.20", integer(number)), ...extensions)),
  );
  return sequence(tbs, ECDSA_SHA256, bitString(sign("sha256", tbs, key.privateKey)));
}

export interface TestOcspFacts {
  readonly state?: "good" | "revoked" | "unknown";
  /** The certificate that is answered for, DER, and its issuer's. */
  readonly certificate?: Uint8Array;
  readonly issuer?: Uint8Array;
  /** Seconds since 1970. */
  readonly thisUpdate?: number;
  readonly nextUpdate?: number | undefined;
  readonly extensions?: readonly Uint8Array[];
  /** Who signs, by its certificate. */
  readonly responder?: Uint8Array;
  readonly key?: TestKey;
  readonly byKey?: boolean;
  /** What is sent along. */
  readonly certificates?: readonly Uint8Array[];
  /** DER of more than a list of one answer. */
  readonly edit?: (answers: Uint8Array) => Uint8Array;
}

/** The answer of an OCSP responder: "good" of the signer's certificate, by its issuer, unless `facts` say otherwise. */
export function testOcsp(facts: TestOcspFacts = {}): Uint8Array {
  const { state = "good", certificate = testChain()[0], issuer = testAuthority(INTERMEDIATE, ROOT) } = facts;
  const { responder = issuer, key = INTERMEDIATE.key, thisUpdate = SECONDS - 60, extensions = [] } = facts;
  const nextUpdate = "nextUpdate" in facts ? facts.nextUpdate : SECONDS + 600;
  const id = certificateId(readX509Certificate(certificate), readX509Certificate(issuer), sha1);
  const by = readX509Certificate(responder);
  const answer = sequence(
    sequence(
      sequence(oid("1.3.14.3.2.26"), nullValue()),
      octetString(id.nameHash),
      octetString(id.keyHash),
      integer(id.serial),
    ),
    {
      good: implicit(0, nullValue()),
      revoked: explicit(1, generalizedTime(SECONDS - 120)),
      unknown: implicit(2, nullValue()),
    }[state],
    generalizedTime(thisUpdate),
    ...(nextUpdate === undefined ? [] : [explicit(0, generalizedTime(nextUpdate))]),
    ...(extensions.length === 0 ? [] : [explicit(1, sequence(...extensions))]),
  );
  const data = sequence(
    facts.byKey === true ? explicit(2, octetString(sha1(keyBits(by)))) : explicit(1, by.subject),
    generalizedTime(thisUpdate),
    (facts.edit ?? ((one) => one))(sequence(answer)),
  );
  const basic = sequence(
    data,
    ECDSA_SHA256,
    bitString(sign("sha256", data, key.privateKey)),
    ...(facts.certificates === undefined ? [] : [explicit(0, sequence(...facts.certificates))]),
  );
  return sequence(Uint8Array.of(0x0a, 1, 0), explicit(0, sequence(oid("1.3.6.1.5.5.7.48.1.1"), octetString(basic))));
}
