import {
  INTERMEDIATE,
  NOW,
  ROOT,
  testAuthority,
  testChain,
  testKey,
  testNotaryCertificate,
} from "../../__tests__/signing/test-notary.ts";
import {
  type TestOcspFacts,
  testList,
  testListPlaces,
  testOcsp,
  testResponders,
  testRevoked,
} from "../../__tests__/signing/test-revocation.ts";
import { nodeCryptography } from "../../src/crypto/node.ts";
import { sha1 } from "../../src/crypto/node-digest.ts";
import { revocationAsker } from "../../src/domain/notary/revocation/ask-revocation.ts";
import { readOcspResponse } from "../../src/domain/notary/revocation/ocsp-response.ts";
import type { RevocationState } from "../../src/domain/notary/revocation/revocation-answer.ts";
import { readRevocationList } from "../../src/domain/notary/revocation/revocation-list.ts";
import { readX509Certificate } from "../../src/domain/x509/x509-certificate.ts";
import { equalBytes } from "../../src/kernel/bytewise.ts";
import { derMutants } from "./der-mutations.ts";
import type { Judged, TamperKind, TamperOrder } from "./kinds.ts";
import { accepts, verdictOf } from "./verdict-of.ts";

const CLAUSE =
  "RFC 6960 §4.2.1, RFC 5280 §5.1.1: what nobody signed may be another; what is said, and who says it, are the genuine ones";

const issuer = readX509Certificate(testAuthority(INTERMEDIATE, ROOT));
const responder = testNotaryCertificate(
  {
    ...{ subject: [["2.5.4.3", "responder"]], key: testKey("EC-256", "responder"), serial: 9 },
    purposes: ["1.3.6.1.5.5.7.3.9"],
  },
  INTERMEDIATE,
);
const DELEGATE: TestOcspFacts = { responder, key: testKey("EC-256", "responder"), certificates: [responder] };

interface Genuine {
  readonly id: string;
  readonly bytes: Uint8Array;
  readonly extension: Uint8Array;
  /** What is signed, of one that can be read. */
  readonly signed: (bytes: Uint8Array) => Uint8Array;
}

const answered = testResponders(["http://a.example"]);
const ofResponder = { extension: answered, signed: (bytes: Uint8Array) => readOcspResponse(bytes).tbs };
const ofList = {
  extension: testListPlaces(["http://a.example"]),
  signed: (bytes: Uint8Array) => readRevocationList(bytes).tbs,
};

const GENUINE: readonly Genuine[] = [
  ...(["good", "revoked"] as const).flatMap((state) => [
    { id: `answer ${state}`, bytes: testOcsp({ state }), ...ofResponder },
    { id: `answer ${state} by a delegate`, bytes: testOcsp({ state, byKey: true, ...DELEGATE }), ...ofResponder },
  ]),
  { id: "list without it", bytes: testList([testRevoked(8)]), ...ofList },
  { id: "list with it", bytes: testList([testRevoked(8), testRevoked(7)]), ...ofList },
];

/**
 * Answers of responders and lists of revoked certificates: each bit that a share reaches, and the DER in its structure. None may say
 * anything but what the genuine one says, and that only from the same signed bytes.
 */
export const tamperedRevocation: TamperKind = {
  name: "answers about revocation",
  atLeast: 1000,
  async *judged({ random, share }: TamperOrder): AsyncGenerator<Judged> {
    for (const genuine of GENUINE) {
      const { id, bytes, signed } = genuine;
      const state = await stateBy(genuine, bytes);
      for (const { change, mutant } of mutantsOf(bytes, random)) {
        if (random() >= share) continue;
        let found: RevocationState = "unknown";
        const accepted = await accepts(async () => {
          found = await stateBy(genuine, mutant);
          return found !== "unknown";
        });
        const isSame = accepted === true && found === state && equalBytes(signed(mutant), signed(bytes));
        const clause = isSame ? CLAUSE : undefined;
        yield { id, change, verdict: verdictOf(accepted, clause), clause };
      }
    }
  },
};

async function stateBy({ extension }: Genuine, bytes: Uint8Array): Promise<RevocationState> {
  const give = async (): Promise<Uint8Array> => bytes;
  const ask = revocationAsker({ respond: give, list: give, sha1, now: () => NOW }, nodeCryptography);
  const certificate = readX509Certificate(testChain({ extensions: [extension] })[0]);
  return (await ask({ certificate, issuer, signedAt: undefined })).state;
}

function* mutantsOf(bytes: Uint8Array, random: () => number): Generator<{ change: string; mutant: Uint8Array }> {
  for (let at = 0; at < bytes.length; at++) {
    const change = `byte of ${Math.floor((10 * at) / bytes.length)} tenths`;
    yield { change: `${change} flipped`, mutant: bytes.with(at, (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8))) };
  }
  for (const mutant of derMutants(bytes, random, 400)) yield { change: "in its structure", mutant };
}
