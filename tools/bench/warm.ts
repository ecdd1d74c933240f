import { createHash } from "node:crypto";
import { describeFile } from "../../__tests__/signing/test-asset.ts";
import { createTestForge } from "../../__tests__/signing/test-forge.ts";
import type { Cryptography } from "../../src/crypto/cryptography.ts";
import { nodeCryptography } from "../../src/crypto/node.ts";
import { parseBundle } from "../../src/domain/sigstore/bundle.ts";
import { verifyBundle } from "../../src/domain/sigstore/verify-bundle.ts";
import { cpuInTurns } from "./cpu-in-turns.ts";
import type { Row } from "./row.ts";

const BUNDLES = 100;
const LIMIT = 1.5;

/** Turns until all that runs often was compiled. */
const WARMING = 20;

/** Bundles of one signer in a process that goes on, each read from its bytes, against nothing but the signatures that they make us verify. */
export async function measureWarm(): Promise<Row[]> {
  const forge = createTestForge();
  const session = await forge.session();
  const signed = async (_: undefined, at: number) => {
    const { bytes: message, sha256 } = describeFile(`file-${at}`, `content ${at}\n`);
    return {
      bytes: await session.signDigest(createHash("sha256").update(message).digest()),
      message,
      artifact: { sha256 },
    };
  };
  const orders = await Promise.all(Array.from({ length: BUNDLES }, signed));
  const verifyAll = async (crypto: Cryptography): Promise<void> => {
    const signer = { kind: "certificate", require: () => undefined } as const;
    for (const { bytes, ...order } of orders)
      await verifyBundle({ bundle: parseBundle(bytes), trust: forge.trust, signer, ...order }, crypto);
  };
  const asked: Parameters<Cryptography["verify"]>[0][] = [];
  const listening: Cryptography = {
    ...nodeCryptography,
    verify(signed) {
      asked.push(signed);
      return nodeCryptography.verify(signed);
    },
  };
  // The chain and the certificate's own timestamps are verified once for a signer.
  for (let turn = 0; turn < WARMING; turn++) await verifyAll(nodeCryptography);
  await verifyAll(listening);
  const times = await cpuInTurns({
    whole: () => verifyAll(nodeCryptography),
    raw: async () => {
      for (const signed of asked) await nodeCryptography.verify(signed);
    },
  });
  const ratio = times.whole / times.raw;
  const each = (time: number): string => `${((time / BUNDLES) * 1000).toFixed(2)} ms`;
  return [
    {
      work: "verify a Sigstore bundle in a process that goes on",
      measured: `${each(times.whole)} of CPU, ${ratio.toFixed(2)} times`,
      reference: `its ${asked.length / BUNDLES} signatures alone: ${each(times.raw)}`,
      budget: `≤ ${LIMIT} times`,
      within: ratio <= LIMIT,
    },
  ];
}
