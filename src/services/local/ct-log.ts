import { type DerNode, readDer } from "../../kernel/der.ts";
import { explicit, octetString, sequence } from "../../kernel/der-writer.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Clock } from "../../ports/clock.ts";
import { extension } from "./certificate.ts";
import { createSigningKey, type SigningKey } from "./signing-key.ts";

/** Marks a precertificate, so that nobody takes it for a certificate (RFC 6962 §3.1). */
export const POISON = "1.3.6.1.4.1.11129.2.4.3";

/** A certificate transparency log that promises to include what it was shown, and keeps no tree. */
export interface CtLog {
  readonly key: SigningKey;
  /** The SCT (RFC 6962 §3.2) for a precertificate of `issuer`. */
  addPrecertificate(precertificate: Uint8Array, issuer: SigningKey): Uint8Array;
}

/** `extensions` are those of every SCT (RFC 6962 §3.2: opaque; none are defined). */
export function createCtLog(clock: Clock, extensions: Uint8Array = new Uint8Array(0)): CtLog {
  const key = createSigningKey();
  return {
    key,
    addPrecertificate(precertificate, issuer) {
      const tbs = withoutPoison(readDer(precertificate).children()[0]!);
      const timestamp = Buffer.alloc(8);
      timestamp.writeBigUInt64BE(BigInt(clock.now().getTime()));
      const signed = Buffer.concat([
        // sct_version v1, signature_type certificate_timestamp.
        Uint8Array.of(0, 0),
        timestamp,
        // entry_type precert_entry.
        Uint8Array.of(0, 1),
        issuer.id,
        uint(3, tbs.length),
        tbs,
        uint(2, extensions.length),
        extensions,
      ]);
      const signature = key.sign(signed);
      // sha256 and ecdsa by their numbers of RFC 5246 §7.4.1.4.1.
      const algorithm = Uint8Array.of(4, 3);
      return Buffer.concat([
        Uint8Array.of(0),
        key.id,
        timestamp,
        uint(2, extensions.length),
        extensions,
        algorithm,
        uint(2, signature.length),
        signature,
      ]);
    },
  };
}

/** The extension that carries SCTs inside a certificate (RFC 6962 §3.3). */
export function sctExtension(scts: readonly Uint8Array[]): Uint8Array {
  const list = Buffer.concat(scts.flatMap((sct) => [uint(2, sct.length), sct]));
  return extension("1.3.6.1.4.1.11129.2.4.2", octetString(Buffer.concat([uint(2, list.length), list])));
}

function withoutPoison(tbs: DerNode): Uint8Array {
  const fields = tbs.children();
  const extensions = fields.at(-1)!.children()[0]!.children();
  const kept = extensions.filter((node) => node.children()[0]!.oid() !== POISON);
  if (kept.length !== extensions.length - 1) {
    throw new Fault(
      "local-service-refused",
      "what was sent to the certificate transparency log is not a precertificate",
    );
  }
  const others = fields.slice(0, -1).map((node) => node.raw);
  return sequence(...others, explicit(3, sequence(...kept.map((node) => node.raw))));
}

function uint(width: 2 | 3, value: number): Uint8Array {
  const bytes = Buffer.alloc(width);
  bytes.writeUIntBE(value, 0, width);
  return bytes;
}
