import type { Claim } from "../../domain/verification/claim.ts";
import type { AssetResult, Verification, VerifiedRoot } from "../../domain/verification/verification.ts";
import { unicodePattern } from "../../kernel/unicode-pattern.ts";
import type { Page } from "../layout.ts";
import { visible } from "../visible.ts";

/** What the page of a verification needs beside the verification. */
export interface VerificationPage extends Page {
  /** Whether every check and every value is listed. */
  readonly verbose: boolean;
  /** File name of the evidence. */
  readonly evidence: string;
  /** Web address of the repository that was requested, if one was. */
  readonly repository: string | undefined;
  /** The command that was typed with FILE instead of the files; undefined if nobody typed one. */
  readonly command: string | undefined;
  /** Whether the newest keys were fetched. */
  readonly online: boolean;
}

/** Checks that decide something; what has no meaning here, or is asked by nobody yet, does not. */
export function decidingClaims({ claims }: Verification): readonly Claim[] {
  return claims.filter(({ status, required }) => status !== "not-applicable" && (required || status === "verified"));
}

/** Who is asked where the files come from, as people know it: `acme/tool`, or whoever signed. */
export function sourceName({ root }: Verification, { repository }: VerificationPage): string | undefined {
  const sealed = root?.statement.predicate.release.repository;
  // As GitHub spells it, and not as it was typed.
  const isKnown = root !== undefined && (isCertified(root) || repository !== undefined);
  if (typeof sealed === "string" && isKnown) return shortRepository(sealed);
  return repository === undefined ? undefined : shortRepository(repository);
}

/** Whether the certificate names the repository, and not the signer alone. */
export function isCertified({ signer }: VerifiedRoot): boolean {
  return signer.kind === "certificate" && signer.certificate.extensions.sourceRepositoryUri !== undefined;
}

export function shortRepository(address: string): string {
  return visible(address.replace(/^https:\/\/github\.com\//, ""));
}

/** Files of the release and documents that were looked at and are right. */
export function rightFiles({ assets }: Verification): readonly AssetResult[] {
  return assets.filter(({ status }) => status === "verified" || status === "renamed");
}

export function wrongFiles({ assets }: Verification): readonly AssetResult[] {
  return assets.filter(({ status }) => status === "failed");
}

/** The name under which a person knows the file: its own if it was looked at. */
export function shownName(asset: AssetResult): string {
  return quoted(knownName(asset));
}

/** The same as it is, with whatever stands in it. */
export function knownName({ looked, sealedName }: AssetResult): string {
  if (looked === undefined || looked.startsWith("sha256:")) return sealedName ?? looked ?? "";
  // A backslash is a letter of a name where paths have none.
  const isWindows = /^(?:[A-Za-z]:[/\\]|\\\\)/.test(looked);
  return looked.split(isWindows ? /[/\\]/ : "/").at(-1) ?? looked;
}

/** Quoted only if it is not a plain name. */
export function quoted(name: string): string {
  const shown = visible(name);
  // Two spaces would look like a column of ours.
  const isPlain =
    (PLAIN_ASCII.test(shown) || plainName().test(shown)) && !shown.includes("  ") && shown === shown.trim();
  return isPlain ? shown : `"${shown}"`;
}

/** The part of `plainName` that nearly all names are of; the tables of all letters take longer to compile than a page to write. */
const PLAIN_ASCII = /^[A-Za-z0-9._+@~()-][A-Za-z0-9._+@~ ()/:-]*$/;
const plainName = unicodePattern(String.raw`^[\p{L}\p{N}._+@~()\-][\p{L}\p{N}._+@~ ()\/:\-]*$`);
