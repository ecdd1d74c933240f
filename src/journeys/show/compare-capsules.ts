import type { Files } from "../../ports/files.ts";
import { showCapsule, type UnverifiedCapsule } from "./show.ts";

/** One line of a comparison; undefined on the side that does not have it. */
export interface CapsuleChange {
  readonly what: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** What differs between two capsules beside their SBOMs: assets by digest, source, and who signed. Unverified. */
export async function compareCapsules(before: string, after: string, files: Files): Promise<CapsuleChange[]> {
  const [old, now] = [factsOf(await showCapsule(before, files)), factsOf(await showCapsule(after, files))];
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((what) => ({ what, before: old.get(what), after: now.get(what) }))
    .filter((change) => change.before !== change.after);
}

function factsOf({ root, certificate }: UnverifiedCapsule): Map<string, string> {
  const { name, version, tag, commit, repository } = root.predicate.release;
  const extensions = certificate?.extensions;
  const facts: [string, string | null | undefined][] = [
    ...Object.entries({ name, version, tag, commit, repository }),
    ["signer", certificate?.subjectAlternativeName.value],
    ["issuer", certificate?.issuer],
    ["workflow", extensions?.buildConfigUri],
    ["workflow commit", extensions?.buildConfigDigest],
    ["runner", extensions?.runnerEnvironment],
    ...root.subject.map((asset): [string, string] => [`asset ${asset.name}`, `sha256:${asset.digest.sha256}`]),
  ];
  return new Map(facts.filter((fact): fact is [string, string] => typeof fact[1] === "string"));
}
