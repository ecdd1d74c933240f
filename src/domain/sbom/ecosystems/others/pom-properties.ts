import { sourceLines } from "../../../../kernel/documents/source-text.ts";
import type { DocumentFormat, SourceDocument } from "../../model/catalogue.ts";
import type { Part } from "../../model/part.ts";
import { PartBuilder } from "../../model/part-builder.ts";

/**
 * What Maven leaves in a jar, `META-INF/maven/<group>/<artifact>/pom.properties`; a jar that others were merged into has
 * several.
 *
 *     groupId=org.example
 *     artifactId=tool
 *     version=1.0.0
 */
export const pomProperties: DocumentFormat = {
  id: "pom-properties",
  companions: [],
  recognises: (path) => /^META-INF\/maven\/[^/]+\/[^/]+\/pom\.properties$/.test(path),
  read: readPomProperties,
};

function readPomProperties(document: SourceDocument): Part {
  const part = new PartBuilder("pom-properties", document);
  const rows = sourceLines(document.bytes).map((line) => /^\s*([A-Za-z]+)\s*[=:](.*)$/s.exec(line));
  const values = new Map(rows.flatMap((row) => (row === null ? [] : [[row[1] ?? "", (row[2] ?? "").trim()]])));
  // A build that does not fill the file in leaves `${project.groupId}`, which is a name of nothing.
  const [namespace, name, version] = ["groupId", "artifactId", "version"].map((key) => {
    const value = values.get(key);
    return value?.includes("${") ? undefined : value;
  });
  if (!namespace || !name || !version) {
    part.remark("does not name group, artifact and version");
    return part.build();
  }
  part.top(part.package({ type: "maven", namespace, name, version }));
  part.declare("unknown", "a jar does not say which others it needs");
  return part.build();
}
