import { sourceLines } from "../../../../kernel/documents/source-text.ts";
import type { SourceDocument } from "../../model/catalogue.ts";

/** A Linux distribution: `debian` and `debian-12`. */
export interface Distro {
  readonly id: string;
  readonly distro: string | undefined;
}

/** The `os-release` of the file system that a package database lies in (https://www.freedesktop.org/software/systemd/man/os-release.html). */
export function distroBeside(document: SourceDocument): Distro | undefined {
  const bytes = document.beside("/etc/os-release") ?? document.beside("/usr/lib/os-release");
  if (bytes === undefined) return undefined;
  const rows = sourceLines(bytes).map((line) => /^([A-Z_]+)=(?:"([^"]*)"|'([^']*)'|(.*))$/.exec(line));
  const values = new Map(
    rows.flatMap((row) => (row === null ? [] : [[row[1] ?? "", row[2] ?? row[3] ?? row[4] ?? ""]])),
  );
  const id = values.get("ID") ?? "";
  if (!/^[a-z0-9._-]+$/.test(id)) return undefined;
  const version = values.get("VERSION_ID");
  return { id, distro: version === undefined || version === "" ? undefined : `${id}-${version}` };
}
