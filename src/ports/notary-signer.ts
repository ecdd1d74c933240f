import type { EnvelopeFormat } from "../domain/notary/envelope/envelope.ts";
import type { TargetArtifact } from "../domain/notary/envelope/target-artifact.ts";

/** Signs as the Notary Project has it. */
export interface NotarySigner {
  readonly format: EnvelopeFormat;
  /** By which a file is named in its signature; undefined for a signer of images alone. */
  readonly fileHash: "sha256" | "sha384" | "sha512" | undefined;
  /**
   * An envelope over the target, which verifies by itself. Faults: those of the key or plugin, of the timestamp authority, and
   * `signature-unexpected`.
   */
  sign(target: TargetArtifact): Promise<NotarySignature>;
}

export interface NotarySignature {
  readonly envelope: Uint8Array;
  /** DER, the signer's certificate first. */
  readonly certificates: readonly Uint8Array[];
  /** When it was signed: whole seconds since 1970. */
  readonly signingTime: number;
}
