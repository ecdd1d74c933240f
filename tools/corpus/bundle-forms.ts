/** Another form of a sound or tampered bundle of version 0.3: the same signature, in an older container. */
export interface BundleForm {
  readonly name: string;
  /** The text of a bundle of version 0.3 in this form; undefined where it cannot hold it. */
  apply(bundle: string): string | undefined;
}

interface Bundle {
  mediaType: string;
  verificationMaterial: {
    certificate?: { rawBytes: string };
    x509CertificateChain?: { certificates: { rawBytes: string }[] };
    tlogEntries?: { inclusionPromise?: unknown; inclusionProof?: unknown }[];
  };
}

const V03 = "application/vnd.dev.sigstore.bundle.v0.3+json";

/**
 * The versions of https://github.com/sigstore/protobuf-specs, sigstore_bundle.proto: before 0.3 the certificate stands in a chain;
 * 0.1 has a promise in place of the proof that the entry is in the log.
 */
export const FORMS: readonly BundleForm[] = [
  { name: "v0.3", apply: (bundle) => bundle },
  {
    name: "v0.2",
    apply: (text) => older(text, "application/vnd.dev.sigstore.bundle+json;version=0.2", () => true),
  },
  {
    name: "v0.1",
    apply: (text) =>
      older(text, "application/vnd.dev.sigstore.bundle+json;version=0.1", (bundle) => {
        const entries = bundle.verificationMaterial.tlogEntries ?? [];
        for (const entry of entries) delete entry.inclusionProof;
        return entries.length > 0 && entries.every(({ inclusionPromise }) => inclusionPromise !== undefined);
      }),
  },
];

function older(text: string, mediaType: string, change: (bundle: Bundle) => boolean): string | undefined {
  const bundle = parsed(text);
  const { certificate } = bundle?.verificationMaterial ?? {};
  if (bundle === undefined || bundle.mediaType !== V03 || certificate === undefined) return undefined;
  bundle.mediaType = mediaType;
  delete bundle.verificationMaterial.certificate;
  bundle.verificationMaterial.x509CertificateChain = { certificates: [certificate] };
  return change(bundle) ? JSON.stringify(bundle) : undefined;
}

function parsed(text: string): Bundle | undefined {
  try {
    return JSON.parse(text) as Bundle;
  } catch {
    return undefined;
  }
}
