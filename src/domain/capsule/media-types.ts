/** Media types of capsule entries, by what they are; the root statement says them. */
export const MEDIA_TYPES = {
  bundle: "application/vnd.dev.sigstore.bundle.v0.3+json",
  checksums: "text/plain",
  cycloneDx: "application/vnd.cyclonedx+json",
  envelope: "application/vnd.dsse.envelope.v1+json",
  guide: "text/markdown",
  json: "application/json",
  jsonLines: "application/jsonl",
  sarif: "application/sarif+json",
  spdx: "application/spdx+json",
  /** A stream that is neither one document nor one on each line. */
  messages: "application/octet-stream",
  statement: "application/vnd.in-toto+json",
  xml: "application/xml",
  trustedRoot: "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
} as const;
