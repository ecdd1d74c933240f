import { type AuditRow, unseen } from "../../domain/audit/audit-row.ts";
import { judgeCopy, type Members, type RegistryCopy, sameBytes } from "../../domain/audit/judge-copy.ts";
import { type NamedPackage, packagesOf } from "../../domain/audit/packages.ts";
import type { FileSubject, RootStatement } from "../../domain/capsule/root-schema.ts";
import { isFile } from "../../domain/capsule/root-schema.ts";
import { printable } from "../../kernel/printable.ts";
import type { PackageRegistry, RegistryFile } from "../../ports/package-registry.ts";
import type { PublicRelease } from "../../ports/public-releases.ts";
import type { AuditPorts } from "./audit-order.ts";
import { save } from "./fetch-release.ts";
import { isArchive, readMembers } from "./read-members.ts";
import { see } from "./see.ts";

export interface RegistriesOrder {
  readonly root: RootStatement;
  /** Those that the user named, beside those that names of files are. */
  readonly packages: readonly NamedPackage[];
  readonly release: PublicRelease;
}

/** Bytes of a file that is opened; what registries take is smaller. */
const MAX_BYTES = 128 * 1024 * 1024;
/** Sealed archives that are opened to compare their content; that of the same name comes first. */
const MOST_OPENED = 4;

/**
 * Compares what registries have of the version with what was sealed. Only a file with other bytes is downloaded. A registry that
 * does not have the version, or not yet, contradicts nothing.
 */
export async function lookInRegistries(order: RegistriesOrder, ports: AuditPorts): Promise<AuditRow[]> {
  const { root, packages } = order;
  const { version } = root.predicate.release;
  const sealed = root.subject.filter(isFile);
  const derived = packagesOf(
    sealed.map(({ name }) => name),
    version,
  );
  const isNamed = (one: NamedPackage) =>
    packages.some(({ registry, name }) => registry === one.registry && name === one.name);
  const rows: AuditRow[] = [];
  for (const one of [...packages, ...derived.filter((other) => !isNamed(other))]) {
    const registry = ports.registries.find(({ name }) => name === one.registry);
    if (registry === undefined) continue;
    ports.progress.step(`looking in ${registry.name}`);
    for (const row of await lookFor(one, registry, { ...order, sealed }, ports)) rows.push(row);
  }
  return rows;
}

type Sealed = RegistriesOrder & { readonly sealed: readonly FileSubject[] };

async function lookFor(
  { name, version, isNamed }: NamedPackage,
  registry: PackageRegistry,
  order: Sealed,
  ports: AuditPorts,
): Promise<AuditRow[]> {
  const number = version ?? order.root.predicate.release.version;
  const subject = `${registry.name} ${name} ${number}`;
  const found = await see(() => registry.files(name, number));
  const said = { subject, required: isNamed };
  if (!found.isSeen) return [unseen("registry", "not-readable", { ...said, reason: found.why })];
  if (found.value === undefined || found.value.length === 0) {
    const reason = `${registry.name} has no version ${printable(number)} of ${printable(name)}`;
    return [unseen("registry", "registry-absent", { ...said, reason })];
  }
  const rows: AuditRow[] = [];
  for (const file of found.value) {
    const copy: RegistryCopy = {
      subject: `${subject} ${file.name}`,
      file: file.name,
      ...{ sha256: file.sha256, sha512: file.sha512, isNamed, sealed: order.sealed },
    };
    const opened =
      sameBytes(copy) === undefined
        ? { copy: await membersOfCopy(file, registry, ports), sealed: await sealedMembers(file.name, order, ports) }
        : undefined;
    rows.push(judgeCopy(copy, opened));
  }
  return rows;
}

async function membersOfCopy(
  file: RegistryFile,
  registry: PackageRegistry,
  ports: AuditPorts,
): Promise<Members | string> {
  const read = await see(async () => readMembers(await registry.fetch(file, MAX_BYTES), file.name, ports.crypto));
  if (!read.isSeen) return read.why;
  return read.value ?? "it is not an archive of a known kind";
}

/** What is in the sealed archives, read from the release and only if the bytes are the sealed ones. */
async function sealedMembers(
  file: string,
  { sealed, release }: Sealed,
  ports: AuditPorts,
): Promise<ReadonlyMap<string, Members>> {
  const archives = sealed
    .filter(({ name }) => isArchive(name))
    .sort((a, b) => Number(b.name === file) - Number(a.name === file))
    .slice(0, MOST_OPENED);
  const opened = new Map<string, Members>();
  for (const { name, digest } of archives) {
    const asset = release.assets.find((one) => one.name === name && one.isWhole && one.size <= MAX_BYTES);
    if (asset === undefined) continue;
    const path = ports.files.join(await ports.temporary.make(), "sealed");
    const read = await see(async () => {
      await save(asset, path, ports);
      return readMembers(await ports.files.read(path, MAX_BYTES), name, ports.crypto, digest.sha256);
    });
    await ports.files.remove(path);
    if (read.isSeen && read.value !== undefined) opened.set(name, read.value);
  }
  return opened;
}
