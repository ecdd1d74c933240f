import type { Cryptography } from "../../crypto/cryptography.ts";
import { digestHex } from "../../crypto/digest-hex.ts";
import { compareUtf8 } from "../../kernel/bytewise.ts";
import { Fault } from "../../kernel/fault.ts";
import { groupBy } from "../../kernel/group-by.ts";
import type { JsonValue } from "../../kernel/json.ts";
import { isJsonObject } from "../../kernel/json-object.ts";
import { parseProvenance } from "../attestation/slsa-provenance.ts";
import { parseStatement } from "../attestation/statement.ts";
import { PROVENANCE_ENTRY, sbomEntry } from "../capsule/entry-names.ts";
import type { CapsuleFile } from "../capsule/read-capsule.ts";
import type { RootStatement } from "../capsule/root-schema.ts";
import { parseRootStatement } from "../capsule/root-statement.ts";
import type { Inventory } from "../sbom/model/inventory.ts";
import { readSbom } from "../sbom/read/read-sbom.ts";
import { type BundleMaterial, parseBundle } from "../sigstore/bundle.ts";
import { readCertificate } from "../sigstore/certificate.ts";

/** Facts by name; what a capsule does not say is not there. */
export type Facts = ReadonlyMap<string, string>;

/** What one capsule says, in the parts in which two of them are compared. Nothing of it is verified. */
export interface CapsuleFacts {
  readonly root: RootStatement;
  /** Hex SHA-256 of the root's payload. */
  readonly rootSha256: string;
  readonly release: Facts;
  readonly signer: Facts;
  /** What went into the build: builder, parameters from outside, resolved dependencies. Empty without provenance. */
  readonly provenance: Facts;
  /** The SBOM of the release; one without contents if the capsule has none. */
  readonly sbom: Inventory;
}

const RELEASE_SBOM = sbomEntry("release", "cdx");

/** The entries that are compared; the others are only listed, in the root. */
export const COMPARED_ENTRIES: ReadonlySet<string> = new Set([PROVENANCE_ENTRY, RELEASE_SBOM]);

/** Faults: `root-malformed`, and those of `parseBundle`, `readCertificate`, `parseProvenance` and `readSbom`. */
export async function factsOfCapsule(
  { root: bundle, entries }: CapsuleFile,
  crypto: Cryptography,
): Promise<CapsuleFacts> {
  const { payload, material } = signedPayload(bundle, "root-malformed");
  const root = parseRootStatement(payload);
  const provenance = entries.get(PROVENANCE_ENTRY);
  const sbom = entries.get(RELEASE_SBOM);
  const { name, version, tag, commit, repository, repositoryId, ownerId } = root.predicate.release;
  return {
    root,
    rootSha256: await digestHex("sha256", payload, crypto),
    release: facts(Object.entries({ name, version, tag, commit, repository, repositoryId, ownerId })),
    signer: signerFacts(material),
    provenance: provenance === undefined ? new Map() : provenanceFacts(provenance),
    sbom: sbom === undefined ? withoutContents(root) : readSbom(sbom).inventory,
  };
}

function signedPayload(bundle: Uint8Array, code: "root-malformed" | "provenance-malformed") {
  const { content, material } = parseBundle(bundle);
  if (content.kind !== "dsse") throw new Fault(code, "a statement of the capsule is not signed as one");
  return { payload: content.payload, material };
}

function signerFacts(material: BundleMaterial): Facts {
  if (material.kind === "key") return facts([["key", material.hint]]);
  const { subjectAlternativeName, issuer, extensions } = readCertificate(material.certificates[0]);
  return facts([
    ["identity", subjectAlternativeName.value],
    ["issuer", issuer],
    ["workflow", extensions.buildConfigUri],
    ["workflow commit", extensions.buildConfigDigest],
    ["signer workflow", extensions.buildSignerUri],
    ["signer commit", extensions.buildSignerDigest],
    ["source", extensions.sourceRepositoryUri],
    ["source ref", extensions.sourceRepositoryRef],
    ["trigger", extensions.buildTrigger],
    ["runner", extensions.runnerEnvironment],
  ]);
}

function provenanceFacts(bundle: Uint8Array): Facts {
  const { payload } = signedPayload(bundle, "provenance-malformed");
  const { buildDefinition, runDetails } = parseProvenance(parseStatement(payload));
  const { buildType, externalParameters, resolvedDependencies = [] } = buildDefinition;
  const inputs = resolvedDependencies.map(({ uri, name, digest = {} }) => {
    // A release is built from another ref each time; the repository is what stays.
    const [, place = "", ref] = /^(git\+[^@]+)@(.*)$/s.exec(uri ?? "") ?? [undefined, uri ?? name ?? ""];
    const digests = Object.entries(digest).map(([algorithm, value]) => `${algorithm}:${value}`);
    return { place, said: [...(ref === undefined ? [] : [ref]), ...digests.sort(compareUtf8)].join(" ") };
  });
  return facts([
    ["builder", runDetails.builder.id],
    ["build type", buildType],
    ...leaves(externalParameters, "").map(([path, value]): [string, string] => [`parameter ${path}`, value]),
    ...[...groupBy(inputs, ({ place }) => place)].map(([place, same]): [string, string] => [
      `dependency ${place}`,
      same
        .map(({ said }) => said)
        .sort(compareUtf8)
        .join(", "),
    ]),
  ]);
}

/** Values by their JSON pointer (RFC 6901). */
function leaves(value: JsonValue, path: string): [string, string][] {
  const inner = Array.isArray(value) ? Object.entries(value as readonly JsonValue[]) : undefined;
  const entries = inner ?? (isJsonObject(value) ? Object.entries(value) : []);
  if (entries.length === 0) return [[path, typeof value === "string" ? value : JSON.stringify(value)]];
  return entries.flatMap(([key, item]) => leaves(item, `${path}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`));
}

function withoutContents(root: RootStatement): Inventory {
  const { name, version, purl } = root.predicate.release;
  const component: Inventory["root"] = {
    ...{ ref: purl, kind: "application", group: undefined, name, version, purl, hashes: [], licenses: [] },
    ...{ scope: "runtime", firstParty: true, foundIn: [], origin: undefined, commit: undefined, properties: [] },
  };
  return { root: component, components: [], edges: [], completeness: [], recognised: [], remarks: [], unread: [] };
}

function facts(pairs: readonly (readonly [string, string | null | undefined])[]): Facts {
  return new Map(pairs.filter((pair): pair is [string, string] => typeof pair[1] === "string"));
}
