import { releaseStem } from "./capsule-file-name.ts";

const END = ".release.sigstore.json";

/** What GitHub's attestation of a release is called where it lies beside the release's capsule. */
export function releaseAttestationName(release: { readonly name: string; readonly version: string }): string {
  return `${releaseStem(release)}${END}`;
}

/** Whether a file beside a capsule has the name that GitHub's attestation of that release has there. */
export function isReleaseAttestationName(fileName: string, capsule: string): boolean {
  return fileName === `${capsule.replace(/(?:\.local)?\.capsule$/i, "")}${END}`;
}
