import type { SourceFacts } from "../../../domain/source/source-facts.ts";
import { compareVersions } from "../../../domain/source/version-order.ts";
import { isVersionOf } from "../../../domain/source/version-scheme.ts";
import { advice, option } from "../../../kernel/advice.ts";
import { bytesSource } from "../../../kernel/byte-source.ts";
import { Fault } from "../../../kernel/fault.ts";
import { MAX_CAPSULE_BYTES } from "../../../kernel/limits.ts";
import { printable } from "../../../kernel/printable.ts";
import type { EarlierRelease } from "../../../ports/release-host.ts";
import { readUnverified } from "../../show/read-unverified.ts";
import type { VerifyPorts } from "../../verify/verify-order.ts";

/**
 * Reads the capsule that was named as that of the release before: it must say that it is of this project, with a tag, and of an
 * earlier version if versions have an order. Nothing of it is verified here. Faults: `lineage-broken`; those of a file and
 * of a capsule that cannot be read.
 */
export async function readNamedPrevious(path: string, facts: SourceFacts, ports: VerifyPorts): Promise<EarlierRelease> {
  const bytes = await ports.files.read(path, MAX_CAPSULE_BYTES);
  const capsule = { bytes: bytesSource(bytes), fileName: ports.files.nameOf(path) };
  const { statement } = await readUnverified(capsule, new Set(), ports);
  const { name, version, tag, repository } = statement.predicate.release;
  if (name !== facts.name || repository !== facts.repository) {
    throw notBefore(`it is of ${printable(name)} in ${printable(repository ?? "no repository")}`);
  }
  if (tag === null) throw notBefore("it has no tag");
  const { versioning } = facts;
  const areOrdered = isVersionOf(versioning, version) && isVersionOf(versioning, facts.version);
  const order = areOrdered ? compareVersions(versioning, version, facts.version) : undefined;
  if (version === facts.version || (order !== undefined && order >= 0)) {
    throw notBefore(`its version is ${printable(version)}, and this one is ${printable(facts.version)}`);
  }
  return { tag, version, capsule: bytes };
}

/** Fault: `lineage-broken`. */
export function notBefore(problem: string): Fault {
  return new Fault("lineage-broken", `the capsule that was named is not of the release before: ${problem}`, {
    hint: advice`download the capsule of the release before, and name it with ${option("previous")}`,
  });
}
