import { type KeySpec, testEnvelope, testKey, testTrust } from "../../__tests__/signing/test-notary.ts";
import type { Cryptography } from "../../src/crypto/cryptography.ts";
import { nodeCryptography } from "../../src/crypto/node.ts";
import type { EnvelopeFormat } from "../../src/domain/notary/envelope/envelope.ts";
import { verifyNotary } from "../../src/domain/notary/verify-notary.ts";
import { cpuInTurns } from "./cpu-in-turns.ts";
import type { Row } from "./row.ts";

const SIGNATURES = 100;
const LIMIT = 1.5;

/** A Notary signature with a chain of three, against nothing but the signatures that it makes us verify. */
export async function measureNotary(): Promise<Row[]> {
  return [await measureOne("jws", "EC-256"), await measureOne("cose", "EC-256"), await measureOne("jws", "RSA-3072")];
}

async function measureOne(format: EnvelopeFormat, spec: KeySpec): Promise<Row> {
  const order = { bytes: testEnvelope({ format, key: testKey(spec) }), format, trust: testTrust() };
  const asked: Parameters<Cryptography["verify"]>[0][] = [];
  const listening: Cryptography = {
    ...nodeCryptography,
    verify(signed) {
      asked.push(signed);
      return nodeCryptography.verify(signed);
    },
  };
  // What is known of the trust store from one signature on is not verified again.
  await verifyNotary(order, nodeCryptography);
  await verifyNotary(order, listening);
  const times = await cpuInTurns({
    whole: () => repeated(() => verifyNotary(order, nodeCryptography)),
    raw: () =>
      repeated(async () => {
        // Each signature brings its keys, so OpenSSL's form of them is made anew for each.
        const keys = new Map(asked.map(({ key }) => [key, { ...key }]));
        for (const signed of asked)
          await nodeCryptography.verify({ ...signed, key: keys.get(signed.key) ?? signed.key });
      }),
  });
  const ratio = times.whole / times.raw;
  const each = (time: number): string => `${((time / SIGNATURES) * 1000).toFixed(2)} ms`;
  return {
    work: `verify a Notary signature, ${format.toUpperCase()}, ${spec}, chain of three`,
    measured: `${each(times.whole)} of CPU, ${ratio.toFixed(2)} times`,
    reference: `its ${asked.length} signatures alone: ${each(times.raw)}`,
    budget: `≤ ${LIMIT} times`,
    within: ratio <= LIMIT,
  };
}

async function repeated(work: () => Promise<unknown>): Promise<void> {
  for (let index = 0; index < SIGNATURES; index++) await work();
}
