import { inflateSync } from "node:zlib";
import { asObject, flagAt, listAt, requiredTextAt, textAt } from "../../../../kernel/documents/source-tree.ts";
import { Fault } from "../../../../kernel/fault.ts";
import type { JsonObject } from "../../../../kernel/json.ts";
import { parseJson } from "../../../../kernel/json.ts";
import { readAt } from "../../../../kernel/read-at.ts";
import type { BinaryFormat, ShippedBytes } from "../../model/catalogue.ts";
import type { Part } from "../../model/part.ts";
import { PartBuilder } from "../../model/part-builder.ts";
import { formatPurl } from "../../model/purl.ts";
import { isExecutable, readExecutables } from "../../programs/read-executables.ts";

/** PARSING.md of cargo-auditable asks for such a limit. */
const MAX_TEXT_BYTES = 8 * 1024 * 1024;

/**
 * What cargo-auditable puts into a Rust program, section `.dep-v0`, as zlib-packed JSON
 * (https://github.com/rust-secure-code/cargo-auditable/blob/master/PARSING.md):
 *
 *     { "packages": [{ "name": "adler", "version": "0.2.3", "source": "registry" },
 *                    { "name": "app", "version": "0.1.0", "source": "local", "dependencies": [0], "root": true }] }
 */
export const cargoAuditable: BinaryFormat = {
  id: "cargo-auditable",
  recognises: (_path, head) => isExecutable(head),
  async read({ path, source, head, budget }) {
    for (const executable of await readExecutables(source, head)) {
      const section = executable.sections.find(({ name }) => /^(?:__DATA,)?\.dep-v0$/.test(name));
      if (section === undefined || section.size > MAX_TEXT_BYTES) continue;
      return describe({ path, budget }, unpack(await readAt(source, section.offset, section.size), path));
    }
    return undefined;
  },
};

function unpack(packed: Uint8Array, path: string): JsonObject {
  try {
    const text = inflateSync(packed, { maxOutputLength: MAX_TEXT_BYTES });
    return asObject(parseJson(text, { maxBytes: MAX_TEXT_BYTES, prototypeKeys: "keep" }), "audit data");
  } catch (cause) {
    throw new Fault("sbom-source-malformed", `the audit data of ${path} cannot be read`, { cause });
  }
}

function describe({ path, budget }: Pick<ShippedBytes, "path" | "budget">, data: JsonObject): Part {
  const part = new PartBuilder("cargo-auditable", { path, budget });
  const crates = listAt(data, "packages").map((value) => asObject(value, "package"));
  const refs = crates.map((entry) => addCrate(part, path, entry));
  crates.forEach((entry, index) => {
    for (const target of listAt(entry, "dependencies")) {
      const to = typeof target === "number" ? refs[target] : undefined;
      if (to === undefined) throw new Fault("sbom-source-malformed", "a crate needs one that is not listed");
      part.edge(refs[index] ?? "", to);
    }
  });
  part.declare("complete", "the program names every crate that was built in");
  return part.build();
}

function addCrate(part: PartBuilder, path: string, entry: JsonObject): string {
  const name = requiredTextAt(entry, "name");
  const version = requiredTextAt(entry, "version");
  const purl = formatPurl({ type: "cargo", name, version });
  const scope = textAt(entry, "kind") === "build" ? "dev" : "runtime";
  if (!flagAt(entry, "root")) {
    // The registry may have another crate by the name of one from a folder or a repository (L5), of which no address is said.
    const isElsewhere = /^(?:local|git)$/.test(textAt(entry, "source") ?? "");
    return isElsewhere
      ? part.add({ name, version, scope })
      : part.package({ type: "cargo", name, version, found: { scope } });
  }
  const ref = part.add({ ref: `cargo-program:${path}#${name}`, kind: "application", name, version, purl });
  part.top(ref);
  return ref;
}
