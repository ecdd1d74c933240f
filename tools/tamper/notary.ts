import { testRoot } from "../../__tests__/signing/test-certificates.ts";
import {
  KEY_SPECS,
  NOW,
  type TestTrustFacts,
  testEnvelope,
  testKey,
  testTrust,
} from "../../__tests__/signing/test-notary.ts";
import { testStamper, testTimestamp } from "../../__tests__/signing/test-timestamps.ts";
import { nodeCryptography } from "../../src/crypto/node.ts";
import type { EnvelopeFormat } from "../../src/domain/notary/envelope/envelope.ts";
import { type NotaryVerification, verifyNotary } from "../../src/domain/notary/verify-notary.ts";
import { CborTag, type CborValue, formatCbor, parseCbor } from "../../src/kernel/cbor.ts";
import { readDer } from "../../src/kernel/der.ts";
import { explicit, integer } from "../../src/kernel/der-writer.ts";
import { encodeHex } from "../../src/kernel/hex.ts";
import { derMutants } from "./der-mutations.ts";
import type { Judged, TamperKind, TamperOrder } from "./kinds.ts";
import { mutantsOf } from "./mutations.ts";
import { structureMutantsOf } from "./structure-mutations.ts";
import { accepts, verdictOf } from "./verdict-of.ts";

const CLAUSE =
  "RFC 7515 §7.2.2, RFC 9052 §3, RFC 5652 §5.3: what nobody signed may be another; payload, signed attributes, signature, chain and time are the genuine ones";

/** A time of RFC 3161 by an authority in the store. */
const authority = testRoot();
const stamper = testStamper(authority, { serial: integer(0x4712) });
const stamped = (signature: Uint8Array): Uint8Array => {
  const response = testTimestamp(signature, { stamper, issuer: authority }, { further: [explicit(0, stamper.der)] });
  return readDer(response).sequence()[1]!.raw;
};
const TRUST = { stores: ["ca:test", "tsa:test"], tsa: [authority.der] } satisfies TestTrustFacts;

/**
 * Notary signatures of both forms and all algorithms, with an expiry and a time stamp: every field of the JSON, each bit of the CBOR
 * that a share reaches, and the DER of certificates and time stamps in their structure. One that is accepted says what the genuine one
 * says, from the same signed bytes.
 */
export const tamperedNotary: TamperKind = {
  name: "Notary signatures",
  atLeast: 2000,
  async *judged({ random, share }: TamperOrder): AsyncGenerator<Judged> {
    const made = KEY_SPECS.flatMap((spec) => (["jws", "cose"] as const).map((format) => ({ spec, format })));
    for (const { spec, format } of made) {
      const genuine = testEnvelope({ format, key: testKey(spec), expiry: NOW / 1000 + 600, timestamp: stamped });
      const said = wordsOf(await verified(genuine, format));
      const donor = testEnvelope({ format, key: testKey(spec, "donor"), timestamp: stamped });
      for (const { change, bytes } of format === "jws"
        ? jwsMutants(genuine, donor, random)
        : coseMutants(genuine, random)) {
        if (random() >= share) continue;
        let words: string | undefined;
        const found = await accepts(async () => {
          words = wordsOf(await verified(bytes, format));
          return true;
        });
        const clause = words === said ? CLAUSE : undefined;
        yield { id: `${format} ${spec}`, change, verdict: verdictOf(found, clause), clause };
      }
    }
  },
};

function verified(bytes: Uint8Array, format: EnvelopeFormat): Promise<NotaryVerification> {
  return verifyNotary({ bytes, format, trust: testTrust(TRUST) }, nodeCryptography);
}

function wordsOf({ envelope, target, chain, timestamped }: NotaryVerification): string {
  const { signed, signature, expiry, signingTime, scheme } = envelope;
  const bytes = [signed, signature, ...chain.map(({ der }) => der)].map(encodeHex);
  const { earliest, latest } = timestamped ?? {};
  return JSON.stringify([bytes, expiry, signingTime, scheme, target, earliest, latest]);
}

interface NotaryMutant {
  readonly change: string;
  readonly bytes: Uint8Array;
}

function* jwsMutants(genuine: Uint8Array, donor: Uint8Array, random: () => number): Generator<NotaryMutant> {
  const [own, other] = [genuine, donor].map((bytes) => JSON.parse(Buffer.from(bytes).toString()));
  for (const { path, kind, text } of [...mutantsOf(own, other, random), ...structureMutantsOf(own, other, random)]) {
    yield { change: `${path} ${kind}`, bytes: Buffer.from(text) };
  }
  const headers = JSON.parse(Buffer.from(own.protected, "base64url").toString());
  for (const { path, kind, text } of mutantsOf(headers, headers, random)) {
    const changed = { ...own, protected: Buffer.from(text).toString("base64url") };
    yield { change: `protected.${path} ${kind}`, bytes: Buffer.from(JSON.stringify(changed)) };
  }
}

const STAMP = "io.cncf.notary.timestampSignature";

function* coseMutants(genuine: Uint8Array, random: () => number): Generator<NotaryMutant> {
  for (let at = 0; at < genuine.length; at++) {
    const change = `byte of ${Math.floor((10 * at) / genuine.length)} tenths`;
    yield {
      change: `${change} flipped`,
      bytes: genuine.with(at, (genuine[at] ?? 0) ^ (1 << Math.floor(random() * 8))),
    };
    if (random() < 0.05)
      yield { change: `${change} removed`, bytes: Buffer.concat([genuine.subarray(0, at), genuine.subarray(at + 1)]) };
    if (random() < 0.05) yield { change: `${change} the last`, bytes: genuine.subarray(0, at) };
  }
  const { value } = parseCbor(genuine) as CborTag;
  const [headers, unsigned, ...rest] = value as [Uint8Array, Map<number | string, CborValue>, ...CborValue[]];
  const wrapped = (changed: Map<number | string, CborValue>) =>
    formatCbor(new CborTag(18, [headers, changed, ...rest]));
  const chain = unsigned.get(33) as Uint8Array[];
  for (const [place, der] of chain.entries()) {
    for (const mutant of derMutants(der, random, 60)) {
      yield {
        change: `certificate ${place} in its structure`,
        bytes: wrapped(new Map([...unsigned, [33, chain.with(place, mutant)]])),
      };
    }
  }
  for (const mutant of derMutants(unsigned.get(STAMP) as Uint8Array, random, 120)) {
    yield { change: "time stamp in its structure", bytes: wrapped(new Map([...unsigned, [STAMP, mutant]])) };
  }
}
