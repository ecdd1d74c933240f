import { asText, listAt, objectAt, textAt } from "../../../../kernel/documents/source-tree.ts";
import { readSourceYaml } from "../../../../kernel/documents/source-yaml.ts";
import type { JsonObject } from "../../../../kernel/json.ts";
import { isJsonObject } from "../../../../kernel/json-object.ts";
import type { DocumentFormat, SourceDocument } from "../../model/catalogue.ts";
import type { Part } from "../../model/part.ts";
import { PartBuilder } from "../../model/part-builder.ts";
import { requiresProperties } from "../../model/requires-properties.ts";

/**
 * The specification in a gem, `metadata.gz` (https://guides.rubygems.org/specification-reference/), YAML of Ruby objects,
 * of which only the plain values are looked at:
 *
 *     --- !ruby/object:Gem::Specification
 *     name: rake
 *     version: !ruby/object:Gem::Version { version: 13.2.1 }
 *     platform: ruby
 */
export const gemMetadata: DocumentFormat = {
  id: "gem-metadata",
  notation: "yaml",
  companions: [],
  recognises: (path, bytes) =>
    path === "metadata" &&
    (bytes === undefined || Buffer.from(bytes.subarray(0, 64)).toString("latin1").includes("Gem::Specification")),
  read: readGemMetadata,
};

function readGemMetadata(document: SourceDocument): Part {
  const part = new PartBuilder("gem-metadata", document);
  for (const specification of readSourceYaml(document.bytes)) {
    const name = textAt(specification, "name");
    const version = textAt(objectAt(specification, "version"), "version");
    if (name === undefined || version === undefined) continue;
    const platform = textAt(specification, "platform");
    const requires = listAt(specification, "dependencies")
      .filter((item) => isJsonObject(item))
      .flatMap(requirementOf);
    const licenses = listAt(specification, "licenses").map((item) => asText(item, "licenses"));
    part.top(
      part.package({
        type: "gem",
        name,
        version,
        qualifiers: platform === undefined || platform === "ruby" ? undefined : { platform },
        found: { licenses, properties: requiresProperties(requires) },
      }),
    );
    if (requires.length === 0)
      part.declare("unknown", "the gem names no other, and not what its own files were made of");
    else part.declare("incomplete", "the gem names what it needs by ranges only");
  }
  return part.build();
}

function requirementOf(dependency: JsonObject): string[] {
  const name = textAt(dependency, "name");
  return name === undefined || textAt(dependency, "type") === ":development" ? [] : [name];
}
