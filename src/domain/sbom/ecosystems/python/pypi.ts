import { digestName, parseHexHash } from "../../model/integrity.ts";
import type { Hash } from "../../model/inventory.ts";

/** A project name as the package index compares it (PEP 503): `Typing_Extensions` is `typing-extensions`. */
export function pypiName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}

/** The normalised name at the start of a requirement (PEP 508): `requests[socks]>=2; python_version < "3.9"`. */
export function requirementName(requirement: string): string | undefined {
  const name = /^\s*([A-Za-z0-9][A-Za-z0-9._-]*)/.exec(requirement)?.[1];
  return name === undefined ? undefined : pypiName(name).replace(/-$/, "");
}

/** The index that a package URL of this type means. */
export const PYPI: readonly RegExp[] = [/^https:\/\/(?:pypi\.org|files\.pythonhosted\.org|pypi\.python\.org)(?:\/|$)/];

/** The file that an address or path ends in, without query and fragment. */
export function fileOf(address: string | undefined): string | undefined {
  if (address === undefined) return undefined;
  const end = address.search(/[?#]/);
  const path = end === -1 ? address : address.slice(0, end);
  return path.slice(path.lastIndexOf("/") + 1);
}

/**
 * The hashes of a version's archives. If a version has one archive only, its hash is that of the package as well; one
 * without a file name is filed under the name that its own digest gives it (RFC 6920).
 */
export function archiveHashes(
  archives: readonly { readonly file: string | undefined; readonly hash: string | undefined }[],
): Hash[] {
  const hashes = archives.flatMap(({ file, hash }) => {
    const parsed = parseHexHash(hash?.trim());
    return parsed === undefined ? [] : [{ ...parsed, file: file ?? digestName(parsed) }];
  });
  const values = new Set(hashes.map(({ hex }) => hex));
  if (values.size !== 1) return hashes;
  return hashes.flatMap(({ file, ...plain }) => [plain, { ...plain, file }]);
}
