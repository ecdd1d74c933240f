import { HOME } from "../home.ts";
import type { SourceFacts } from "../source/source-facts.ts";
import type { Provenance } from "./slsa-provenance.ts";

/** See docs/build-types/local-v1.md. */
export const LOCAL_BUILD_TYPE = `${HOME}/build/local/v1`;
/** A builder that guarantees nothing: whoever ran the program could have written anything. */
export const LOCAL_BUILDER = `${HOME}/builder/local`;

/** SLSA provenance v1 of files that were sealed outside a CI system we know: what the person sealing stated, no more. */
export function localProvenance(facts: SourceFacts): Provenance {
  const { name, version, tag, repository, commit, dirty } = facts;
  const source = sourceUri(facts);
  return {
    buildDefinition: {
      buildType: LOCAL_BUILD_TYPE,
      externalParameters: { release: { name, version, tag, repository, commit } },
      internalParameters: { checkout: { dirty } },
      resolvedDependencies: commit === null || source === null ? [] : [{ uri: source, digest: { gitCommit: commit } }],
    },
    runDetails: { builder: { id: LOCAL_BUILDER } },
  };
}

function sourceUri({ repository, tag }: SourceFacts): string | null {
  if (repository === null) return null;
  return tag === null ? `git+${repository}` : `git+${repository}@refs/tags/${tag}`;
}
