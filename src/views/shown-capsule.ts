import type { RootStatement } from "../domain/capsule/root-schema.ts";
import type { CertificateFacts } from "../domain/sigstore/certificate-facts.ts";

/** What the views need of a capsule that was read and not verified. */
export interface ShownCapsule {
  readonly sha256: string;
  readonly root: RootStatement;
  readonly rootSha256: string;
  readonly certificate: CertificateFacts | undefined;
  readonly entries: readonly {
    readonly name: string;
    readonly size: number;
    readonly sha256: string;
    readonly mediaType: string | undefined;
    readonly listed: boolean | undefined;
  }[];
}
