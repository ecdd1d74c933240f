import { printable } from "../../kernel/printable.ts";
import type { FileSubject } from "../capsule/root-schema.ts";
import { type AuditRow, differs, holds, unseen } from "./audit-row.ts";

/** Files inside an archive by their path: hex SHA-256. */
export type Members = ReadonlyMap<string, string>;

/** A file that a registry has, and what was sealed. */
export interface RegistryCopy {
  /** For people: registry, package, version and file. */
  readonly subject: string;
  readonly file: string;
  readonly sha256: string | undefined;
  readonly sha512: string | undefined;
  readonly isNamed: boolean;
  readonly sealed: readonly FileSubject[];
}

/** What is inside, if it had to be looked at; or why it could not be. */
export interface OpenedCopy {
  readonly copy: Members | string;
  /** Of sealed archives by their names. */
  readonly sealed: ReadonlyMap<string, Members>;
}

/** The sealed file whose bytes a registry has, by the digest that it states. */
export function sameBytes({ sha256, sha512, sealed }: RegistryCopy): FileSubject | undefined {
  return sealed.find(
    ({ digest }) =>
      (sha256 !== undefined && digest.sha256 === sha256) || (sha512 !== undefined && digest.sha512 === sha512),
  );
}

/**
 * How a file in a registry stands to the sealed ones, best first: the same bytes; an archive with the same content; an archive
 * that holds a sealed file. Under the name of a sealed file only its bytes or its content will do. `opened` is undefined if the
 * bytes are the same.
 */
export function judgeCopy(copy: RegistryCopy, opened: OpenedCopy | undefined): AuditRow {
  const { subject, file, sealed, isNamed } = copy;
  const said = (reason: string) => ({ subject, reason, required: isNamed });
  const same = sameBytes(copy);
  if (same !== undefined) return holds("registry", said(`same bytes as ${printable(same.name)}`));
  const named = sealed.find(({ name }) => name === file);
  if (opened === undefined) return unseen("registry", "not-readable", said("it was not looked at"));
  const members = opened.copy;
  if (typeof members === "string") return unseen("registry", "not-readable", said(members));
  const equal = [...opened.sealed].filter(([, other]) => isSameContent(members, other)).map(([name]) => name);
  const own = named === undefined ? undefined : opened.sealed.get(named.name);
  if (named !== undefined && !equal.includes(named.name)) {
    const inside = own === undefined ? "" : `: ${firstDifference(members, own)}`;
    return differs("registry", "registry-differs", said(`it is not the sealed ${printable(named.name)}${inside}`));
  }
  const [first] = equal;
  if (first !== undefined) return holds("registry", said(`same content as ${printable(first)}, packed otherwise`));
  const held = sealed.flatMap(({ name, digest }) => {
    const path = [...members].find(([, sha256]) => sha256 === digest.sha256)?.[0];
    return path === undefined ? [] : [`${printable(name)} as ${printable(path)}`];
  });
  if (held.length > 0)
    return holds("registry", said(`it holds the sealed ${held.join(", ")}, beside what was not sealed`));
  return unseen("registry", "registry-unrelated", said("nothing of what is in it was sealed"));
}

/** Members of an npm tarball lie in a folder, whatever it is called. */
function isSameContent(one: Members, other: Members): boolean {
  return one.size === other.size && one.size > 0 && [...one].every(([path, sha256]) => other.get(path) === sha256);
}

function firstDifference(copy: Members, sealed: Members): string {
  for (const [path, sha256] of copy) {
    if (!sealed.has(path)) return `${printable(path)} was not sealed`;
    if (sealed.get(path) !== sha256) return `${printable(path)} differs`;
  }
  const gone = [...sealed.keys()].find((path) => !copy.has(path));
  return gone === undefined ? "it is empty" : `${printable(gone)} is gone`;
}
