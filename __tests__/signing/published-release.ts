import type { CertifiedSession } from "../../src/ports/signer.ts";
import { addAttestation } from "../github-server/attestations.ts";
import type { GitHubState } from "../github-server/github-state.ts";
import type { TestAsset } from "./test-asset.ts";
import { sealTestRelease } from "./test-release.ts";

/** A release of `octo-org/octo-tool` 1.2.3 as publishing leaves it. */
export interface PublishedTestRelease {
  /** Bytes of the assets and of the capsule by name. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly capsule: Uint8Array;
  /** Puts provenance and root statement where GitHub keeps them. */
  attest(state: GitHubState): void;
}

export const CAPSULE_NAME = "octo-tool-1.2.3.capsule";

export async function publishedTestRelease(
  session: CertifiedSession,
  assets: readonly TestAsset[],
): Promise<PublishedTestRelease> {
  const statements: object[] = [];
  const kept: CertifiedSession = {
    ...session,
    async signPayload(type, payload) {
      const bundle = await session.signPayload(type, payload);
      statements.push(JSON.parse(Buffer.from(bundle).toString()));
      return bundle;
    },
  };
  const capsule = await sealTestRelease({ session: kept, assets });
  const files = Object.fromEntries(assets.map(({ name, bytes }) => [name, bytes]));
  return {
    capsule,
    files: { ...files, [CAPSULE_NAME]: capsule },
    attest: (state) => {
      for (const statement of statements) addAttestation(state, statement, "user");
    },
  };
}
