import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";

export const REGISTRIES = ["npm", "pypi", "crates"] as const;

/** A version of a package that should be made of what was sealed. */
export interface NamedPackage {
  readonly registry: (typeof REGISTRIES)[number];
  readonly name: string;
  /** Undefined for the version of the release. */
  readonly version: string | undefined;
  /** Whether the user named it; else the name of a sealed file says it. */
  readonly isNamed: boolean;
}

/** npm's names have a scope or none, and none begins with a dot or a dash; the others' are of the same letters. */
const NAME = /^(?:@[A-Za-z0-9~][A-Za-z0-9._~-]*\/)?[A-Za-z0-9_~][A-Za-z0-9._~-]*$/;

/** `npm:@scope/name`, `pypi:name@1.2.3`, `crates:name`. Fault: `usage`. */
export function parsePackage(text: string): NamedPackage {
  const [, registry, name = "", version] = /^([a-z]+):(@?[^@]+)(?:@([^@\s]+))?$/.exec(text) ?? [];
  const known = REGISTRIES.find((one) => one === registry);
  if (known !== undefined && name.length <= 214 && NAME.test(name) && (known === "npm" || !name.includes("/"))) {
    return { registry: known, name, version, isNamed: true };
  }
  throw new Fault("usage", `${printable(text)} is not the name of a package`, {
    hint: "write it as npm:@scope/name, pypi:name or crates:name, with @version if it is not that of the release",
  });
}

/**
 * Packages that the names of sealed files are: wheels (PEP 427) and crates. The name of an npm tarball does not say where the
 * scope ends, so that a guess could be somebody else's package.
 */
export function packagesOf(files: readonly string[], version: string): NamedPackage[] {
  const found = files.flatMap((file): NamedPackage[] => {
    const [, wheel, ofWheel] =
      /^([A-Za-z0-9_.]+)-([A-Za-z0-9_.!+]+)(?:-\d\w*)?-[^-]+-[^-]+-[^-]+\.whl$/.exec(file) ?? [];
    if (wheel !== undefined) return [{ registry: "pypi", name: folded(wheel), version: ofWheel, isNamed: false }];
    const crate = file.endsWith(`-${version}.crate`) ? file.slice(0, -`-${version}.crate`.length) : "";
    return NAME.test(crate) ? [{ registry: "crates", name: crate, version, isNamed: false }] : [];
  });
  const keys = found.map(({ registry, name, version: of }) => `${registry} ${name} ${of}`);
  return found.filter((_, index) => keys.indexOf(keys[index] ?? "") === index);
}

/** PEP 503: one name in all its spellings. */
function folded(name: string): string {
  return name.replace(/[-_.]+/g, "-").toLowerCase();
}
