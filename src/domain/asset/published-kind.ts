/**
 * What a file of a release is there for, as its name says: a capsule; a bundle beside the file that it signs; statements about
 * several files; a checksum list; a signature that this program does not check; or what people download.
 */
export type PublishedKind = "capsule" | "bundle" | "statements" | "checksums" | "signature" | "file";

export interface PublishedName {
  readonly kind: PublishedKind;
  /** Name of the file that a bundle or signature is beside. */
  readonly of?: string;
  /** How a signature is called that is not checked. */
  readonly scheme?: string;
}

const BUNDLE = /^(.+?)(?:\.sigstore\.json|\.sigstore|\.cosign\.bundle|\.bundle)$/i;
const STATEMENTS = /\.intoto\.jsonl?$|(?:^|[._-])(?:attestations?|provenance)(?:\.sigstore)?\.jsonl?$/i;
const CHECKSUMS =
  /^(?:.*[._-])?(?:checksums?|sha(?:256|512)?sums?|shasums?(?:256|512)?)(?:[._-].*)?$|\.sha(?:256|512)(?:sums?)?$/i;
/** Ends that say that somebody signed, and how. `sig` is used by several. */
const SIGNATURES: readonly (readonly [end: RegExp, scheme: string])[] = [
  [/^(.+)\.(?:asc|gpg)$/i, "OpenPGP"],
  [/^(.+)\.minisig$/i, "minisign"],
  [/^(.+)\.sshsig$/i, "SSH"],
  [/^(.+)\.(?:sig|sign|signature)$/i, "a signature without a bundle"],
  [/^(.+)\.(?:pem|crt|cert)$/i, "a certificate without a bundle"],
];

/** What the names of a release say of one of them. Nothing is believed by it: it decides where evidence is looked for. */
export function publishedName(name: string, all: ReadonlySet<string>): PublishedName {
  if (/\.capsule$/i.test(name)) return { kind: "capsule" };
  if (STATEMENTS.test(name)) return { kind: "statements" };
  const signed = BUNDLE.exec(name)?.[1];
  // A bundle of statements bears the name of the release, of which there is no file.
  if (signed !== undefined) return all.has(signed) ? { kind: "bundle", of: signed } : bundleAlone(name);
  for (const [end, scheme] of SIGNATURES) {
    const of = end.exec(name)?.[1];
    // A certificate may be what people download.
    if (of !== undefined && all.has(of)) return { kind: "signature", of, scheme };
  }
  return CHECKSUMS.test(name) ? { kind: "checksums" } : { kind: "file" };
}

function bundleAlone(name: string): PublishedName {
  return /\.sigstore(?:\.json)?$/i.test(name) ? { kind: "statements" } : { kind: "file" };
}
