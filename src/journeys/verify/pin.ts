import * as v from "valibot";
import { schemaId } from "../../domain/home.ts";
import type { BundleSigner } from "../../domain/sigstore/verified-bundle.ts";
import { gitHubIssuer } from "../../domain/source/github-issuer.ts";
import { isSameRepository } from "../../domain/source/repository.ts";
import { Fault } from "../../kernel/fault.ts";
import { parseJsonObject } from "../../kernel/json-object.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { once } from "../../kernel/once.ts";
import { printable } from "../../kernel/printable.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { Files } from "../../ports/files.ts";

export const pinSchema = once(() => {
  const text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(2048));
  return v.strictObject({
    schema: v.literal(schemaId("pin")),
    repository: text,
    repositoryId: text,
    ownerId: text,
  });
});

/** The ids that a repository and its owner had at first use: a name can be given to somebody else, an id cannot. */
export type Pin = v.InferOutput<ReturnType<typeof pinSchema>>;

const MAX_PIN_BYTES = 64 * 1024;

/** The pin in a file, or undefined if there is none yet. Fault: `pin-malformed`. */
export async function readPin(path: string, files: Files): Promise<Pin | undefined> {
  if ((await files.facts(path)) === undefined) return undefined;
  const bytes = await files.read(path, MAX_PIN_BYTES);
  try {
    const parsed = v.safeParse(pinSchema(), parseJsonObject(bytes, { what: "the pin" }));
    if (parsed.success) return parsed.output;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
  }
  throw new Fault("pin-malformed", `${printable(path)} is not a pin of this program`, {
    hint: "name another file; it is written at first use",
  });
}

/** Fault: `pin-changed`. */
export function requirePinned(signer: BundleSigner, pin: Pin): void {
  const now = pinOf(signer);
  const isSameId = now?.repositoryId === pin.repositoryId && now.ownerId === pin.ownerId;
  if (isSameId && isSameName(now.repository, pin.repository, signer)) return;
  throw new Fault(
    "pin-changed",
    `${printable(pin.repository)} is not the repository, or not of the owner, that was pinned`,
    {
      hint: "a repository that was renamed, moved or registered again has other ids; remove the pin only if you know why",
    },
  );
}

/** GitHub takes a name in either case. */
function isSameName(now: string, pinned: string, signer: BundleSigner): boolean {
  if (now === pinned) return true;
  const isGitHub = signer.kind === "certificate" && gitHubIssuer(signer.certificate.issuer) !== undefined;
  return isGitHub && isSameRepository(now, pinned);
}

/** Written only after a release was verified. Fault: `identity-mismatch` if the certificate names no ids. */
export async function writePin(path: string, signer: BundleSigner, files: Files): Promise<void> {
  const pin = pinOf(signer);
  if (pin === undefined)
    throw new Fault("identity-mismatch", "the certificate names no ids of repository and owner to pin");
  await files.write(path, encodeUtf8(jsonText(pin)));
}

function pinOf(signer: BundleSigner): Pin | undefined {
  if (signer.kind === "key") return undefined;
  const { sourceRepositoryUri, sourceRepositoryIdentifier, sourceRepositoryOwnerIdentifier } =
    signer.certificate.extensions;
  if (!sourceRepositoryUri || !sourceRepositoryIdentifier || !sourceRepositoryOwnerIdentifier) return undefined;
  return {
    schema: schemaId("pin"),
    repository: sourceRepositoryUri,
    repositoryId: sourceRepositoryIdentifier,
    ownerId: sourceRepositoryOwnerIdentifier,
  };
}
