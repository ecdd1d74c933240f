/** Where the services of an instance are: web addresses without a slash at the end. */
export interface ServiceAddresses {
  readonly issuer: string;
  readonly authority: string;
  readonly ctLog: string;
  readonly log: string;
  /** With its whole path, as signing configs name it. */
  readonly timestamps: string;
}
