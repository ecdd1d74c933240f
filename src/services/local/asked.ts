/** A request as the services of the local Sigstore see it. */
export interface Asked {
  readonly method: string;
  readonly url: URL;
  /** Empty where none was sent. */
  readonly contentType: string;
  readonly body: Uint8Array;
}
