import { digestHex } from "../../crypto/digest-hex.ts";
import type { KnownKit } from "../../domain/kit/judge-succession.ts";
import { type KitFile, parseKitList } from "../../domain/kit/kit-list.ts";
import { KIT_LIST_ENTRY, KIT_STATEMENT_ENTRY, readKitStatement } from "../../domain/kit/kit-statement.ts";
import { parseBundle } from "../../domain/sigstore/bundle.ts";
import type { ExpectedIdentity } from "../../domain/sigstore/expected-identity.ts";
import { requireStatement } from "../../domain/sigstore/signed-statement.ts";
import { parseTrustedRoot } from "../../domain/sigstore/trusted-root.ts";
import type { BundleSigner } from "../../domain/sigstore/verified-bundle.ts";
import { signerFor } from "../../domain/verification/identity/identity-check.ts";
import { underOne } from "../../domain/verification/trust-bundles.ts";
import { Fault } from "../../kernel/fault.ts";
import { MAX_KIT_FILES, MAX_KIT_LIST_BYTES, MAX_KIT_STATEMENT_BYTES } from "../../kernel/limits.ts";
import { printable } from "../../kernel/printable.ts";
import { type TarLimits, type TarMember, walkTar } from "../../kernel/tar.ts";
import { findParts, readParts } from "./kit-parts.ts";
import type { KitReadingPorts } from "./kit-ports.ts";

export interface KitToOpen {
  /** Absolute: the file, or its first chunk. */
  readonly path: string;
  /** Who must have signed it. */
  readonly identity: ExpectedIdentity;
}

/** What is signed about a kit, verified, and the list that it is about. */
export interface VerifiedKit extends KnownKit {
  /** Who signed it, for people. */
  readonly signer: string;
  /** Bytes of the first two entries, as they are. */
  readonly bundle: Uint8Array;
  readonly list: Uint8Array;
  readonly files: readonly KitFile[];
}

export interface OpenedKit {
  readonly kit: VerifiedKit;
  /** What follows, in the order of the archive. Nothing of it is verified. */
  readonly members: AsyncIterable<TarMember>;
}

const LIMITS: TarLimits = { maxEntries: MAX_KIT_FILES + 2, maxEntryBytes: 8 ** 11 - 1, maxBytes: 2 ** 50 };

/**
 * Opens a kit, and holds no more of it than what is signed and the list.
 *
 *   1. signed  by whom is expected, before anything behind it is read
 *   2. listed  the list is the one that was signed
 *   3. whole   as many bytes are there as were signed
 *
 * Faults: `kit-malformed`, `kit-incomplete`, `kit-path`, those of the archive, and of a bundle that does not verify.
 */
export async function openKit<T>(
  { path, identity }: KitToOpen,
  ports: KitReadingPorts,
  use: (opened: OpenedKit) => Promise<T>,
): Promise<T> {
  const parts = await findParts(path, ports.files);
  const members = walkTar(readParts(parts, ports.files), LIMITS);
  try {
    /* 1 */ const bundle = await takeKitEntry(members, KIT_STATEMENT_ENTRY, MAX_KIT_STATEMENT_BYTES);
    const signed = await verifyKitBundle(bundle, identity, ports);
    /* 2 */ const list = await takeKitEntry(members, KIT_LIST_ENTRY, MAX_KIT_LIST_BYTES);
    const kit = { ...signed, bundle, list, files: await requireList(list, signed, ports) };
    /* 3 */ requireWhole(parts.size, kit);
    return await use({ kit, members });
  } finally {
    await members.return(undefined);
  }
}

/** The next entry, which has to be the one of this name. */
export async function takeKitEntry(
  members: AsyncGenerator<TarMember>,
  name: string,
  maxBytes: number,
): Promise<Uint8Array> {
  const { value } = await members.next();
  if (value === undefined || value.name !== name)
    throw new Fault("kit-malformed", `the kit lacks ${name} in its place`);
  if (value.size > maxBytes) throw new Fault("archive-limit", `${name} of the kit is larger than is read`);
  return value.bytes();
}

type SignedKit = Pick<VerifiedKit, "predicate" | "sha256" | "signer"> & { readonly listSha256: string };

/** Verifies what is signed about a kit. Faults: those of a bundle, `statement-malformed`, `kit-malformed`. */
export async function verifyKitBundle(
  bytes: Uint8Array,
  identity: ExpectedIdentity,
  { trust, crypto }: Pick<KitReadingPorts, "trust" | "crypto">,
): Promise<SignedKit> {
  const trusted = (await trust.trustedRoots()).map(({ bytes: root, origin, dated }) => ({
    ...{ root: parseTrustedRoot(root), origin, dated, mayBeOutdated: undefined },
  }));
  const order = { bundle: parseBundle(bytes), signer: signerFor(identity), artifact: "statement-only" } as const;
  const { bundle } = await underOne(trusted, crypto)(order);
  const statement = readKitStatement(requireStatement(bundle.content, "what is signed about the kit"));
  const payload = bundle.content.kind === "dsse" ? bundle.content.payload : new Uint8Array();
  return { ...statement, sha256: await digestHex("sha256", payload, crypto), signer: nameOf(bundle.signer) };
}

function nameOf(signer: BundleSigner): string {
  if (signer.kind === "key") return `key ${signer.fingerprint}`;
  const { subjectAlternativeName, issuer } = signer.certificate;
  return `${printable(subjectAlternativeName.value, 200)} (${printable(issuer ?? "no issuer", 200)})`;
}

async function requireList(
  list: Uint8Array,
  { listSha256, predicate }: SignedKit,
  { crypto }: Pick<KitReadingPorts, "crypto">,
): Promise<readonly KitFile[]> {
  if ((await digestHex("sha256", list, crypto)) !== listSha256) {
    throw new Fault("kit-malformed", "the list of the kit's files is not the one that was signed");
  }
  const files = parseKitList(list);
  if (files.length === predicate.contents.files) return files;
  throw new Fault("kit-malformed", "the list of the kit's files has another length than was signed");
}

const BLOCK = 512;

/**
 * Tells at once what the end of the archive would tell after hours: each file takes its bytes, a header, and less than a block to
 * fill the last one.
 */
function requireWhole(size: number, { predicate, bundle, list }: VerifiedKit): void {
  const { files, bytes } = predicate.carried;
  const least = bytes + bundle.length + list.length + (files + 2) * BLOCK + 2 * BLOCK;
  const most = least + (files + 2) * (BLOCK - 1);
  if (size < least) {
    throw new Fault("kit-incomplete", `${least - size} bytes of the kit are missing at least`, {
      hint: "copy it again, with all its chunks",
    });
  }
  if (size > most) throw new Fault("kit-malformed", "the kit has more bytes than were signed");
}
