import type { Cryptography } from "../../../crypto/cryptography.ts";
import { equalBytes } from "../../../kernel/bytewise.ts";
import { readDer } from "../../../kernel/der.ts";
import { Fault } from "../../../kernel/fault.ts";
import { unlessRefused } from "../../../kernel/unless-refused.ts";
import { isSignedBy } from "../../x509/certificate-signature.ts";
import { purposesOf } from "../../x509/extended-key-usage.ts";
import { keyUsageOf } from "../../x509/key-usage.ts";
import { readX509Certificate, type X509Certificate } from "../../x509/x509-certificate.ts";
import { certificateId, isCertificateId, keyBits, type Sha1 } from "./ocsp-request.ts";
import type { OcspAnswer, OcspResponse } from "./ocsp-response.ts";

export interface OcspQuestion {
  readonly certificate: X509Certificate;
  readonly issuer: X509Certificate;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** When it was signed, if an authority vouches for that. */
  readonly signedAt: number | undefined;
  readonly sha1: Sha1;
}

/** RFC 6960 §4.2.2.2, id-kp-OCSPSigning. */
const OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";
const DIGITAL_SIGNATURE = 0x80;
const INVALIDITY_DATE = "2.5.29.24";
/** Clocks differ; RFC 5019 §4 leaves the tolerance to whoever asks. */
const TOLERANCE = 300_000;

/**
 * What a responder says of a certificate (RFC 6960 §3.2):
 *
 *   1. it speaks of the certificate of the request
 *   2. it is the issuer, or one to whom the issuer gave that office, and signed what it says
 *   3. what it says is of now, and says until when
 *
 * Where the reference takes any certificate of the issuer for a responder's, so that a revoked signer could call itself good, 2 asks for
 * the purpose. Fault: `ocsp-unfit`.
 */
export async function judgeOcsp(
  response: OcspResponse,
  question: OcspQuestion,
  crypto: Cryptography,
): Promise<OcspAnswer["state"]> {
  const id = certificateId(question.certificate, question.issuer, question.sha1);
  /* 1 */ const answer = response.answers.find((one) => isCertificateId(one.id, id));
  if (answer === undefined) throw unfit("it is of another certificate");
  if ([...response.extensions, ...answer.extensions].some(([, { critical }]) => critical))
    throw unfit("it has a critical extension that is not known");
  /* 2 */ await requireOffice(response, question, crypto);
  /* 3 */ requireFresh(answer, question.now);
  const invalid = answer.extensions.get(INVALIDITY_DATE);
  const since = invalid === undefined ? undefined : readDer(invalid.value).time();
  const isBefore = (question.signedAt ?? Infinity) < (since ?? -Infinity);
  return answer.state === "revoked" && isBefore ? "good" : answer.state;
}

/** Whether the responder itself was revoked nobody looks at, the reference included: most have id-pkix-ocsp-nocheck. */
async function requireOffice(response: OcspResponse, question: OcspQuestion, crypto: Cryptography): Promise<void> {
  const { tbs: bytes, algorithm, signature, certificates } = response;
  const delegates = certificates.flatMap((der) => unlessRefused(() => readX509Certificate(der), undefined) ?? []);
  const named = [question.issuer, ...delegates].filter((one) => isNamed(one, response, question.sha1));
  for (const responder of named) {
    if (algorithm.key !== responder.publicKey.kind) continue;
    if (!(await crypto.verify({ key: responder.publicKey, hash: algorithm.hash, bytes, signature }))) continue;
    if (equalBytes(responder.der, question.issuer.der)) return;
    if (!(await isDelegate(responder, question, crypto)))
      throw unfit("who signed it may not answer for the issuer of the certificate");
    return;
  }
  throw unfit("it is not signed by the responder that it names");
}

function isNamed(one: X509Certificate, { responder }: OcspResponse, sha1: Sha1): boolean {
  return "name" in responder
    ? equalBytes(responder.name, one.subject)
    : equalBytes(responder.keyHash, sha1(keyBits(one)));
}

/** "The certificate … issued directly by the CA … includes a value of id-kp-OCSPSigning", and is valid. */
async function isDelegate(one: X509Certificate, { issuer, now }: OcspQuestion, crypto: Cryptography): Promise<boolean> {
  const usage = keyUsageOf(one);
  return (
    equalBytes(one.issuer, issuer.subject) &&
    purposesOf(one)?.includes(OCSP_SIGNING) === true &&
    (usage === undefined || (usage[0] & DIGITAL_SIGNATURE) !== 0) &&
    now >= one.notBefore * 1000 &&
    now <= one.notAfter * 1000 &&
    (await isSignedBy(one, issuer, crypto))
  );
}

/** §4.2.2.1: not before `thisUpdate`, not after `nextUpdate`; without the latter the reference takes it for outdated. */
function requireFresh({ thisUpdate, nextUpdate }: OcspAnswer, now: number): void {
  if (thisUpdate > now + TOLERANCE) throw unfit("it is of a time to come");
  if (nextUpdate === undefined) throw unfit("it does not say until when it counts");
  if (now > nextUpdate) throw unfit("it is too old");
}

function unfit(problem: string): Fault {
  return new Fault("ocsp-unfit", `the answer of an OCSP responder does not count: ${problem}`);
}
