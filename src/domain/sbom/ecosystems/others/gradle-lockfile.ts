import { sourceLines } from "../../../../kernel/documents/source-text.ts";
import { Fault } from "../../../../kernel/fault.ts";
import type { DocumentFormat, SourceDocument } from "../../model/catalogue.ts";
import type { Scope } from "../../model/inventory.ts";
import type { Part } from "../../model/part.ts";
import { PartBuilder } from "../../model/part-builder.ts";

/**
 * Gradle's lockfile (https://docs.gradle.org/current/userguide/dependency_locking.html), one module a line with the
 * configurations that have it, and no edges:
 *
 *     ch.qos.logback:logback-classic:1.2.13=runtimeClasspath,testRuntimeClasspath
 *     empty=annotationProcessor
 *
 * Before version 7 each configuration had a file of its own, without `=`.
 */
export const gradleLockfile: DocumentFormat = {
  id: "gradle-lockfile",
  companions: [],
  recognises: (path) =>
    /(?:^|\/)(?:(?:buildscript-|settings-)?gradle\.lockfile|gradle\/dependency-locks\/[^/]+\.lockfile)$/.test(path),
  read: readGradleLockfile,
};

function readGradleLockfile(document: SourceDocument): Part {
  const part = new PartBuilder("gradle-lockfile", document);
  const root = part.firstParty(".", { kind: "application", name: "project" });
  part.top(root);
  const oldStyle = /\/([^/]+)\.lockfile$/.exec(document.path)?.[1] ?? "";
  sourceLines(document.bytes).forEach((line, index) => {
    const text = line.trim();
    if (text === "" || text.startsWith("#") || text.startsWith("empty=")) return;
    const [, namespace, name, version, configurations = oldStyle] =
      /^([^:=\s]+):([^:=\s]+):([^:=\s]+)(?:=(.*))?$/.exec(text) ?? [];
    if (name === undefined)
      throw new Fault("sbom-source-malformed", `the file is not a Gradle lockfile at line ${index + 1}`);
    const scope = scopeOf(document.path, configurations.split(","));
    part.edge(root, part.package({ type: "maven", namespace, name, version, found: { scope } }), scope);
  });
  part.declare("incomplete", "the lockfile does not tell direct from transitive dependencies", [root]);
  part.declare("unknown", "the lockfile does not say which module needs which");
  return part.build();
}

/** What only tests or the build itself see is not shipped. */
function scopeOf(path: string, configurations: readonly string[]): Scope {
  if (/(?:buildscript|settings)-gradle\.lockfile$/.test(path)) return "dev";
  const shipped = configurations.some(
    (name) => /(?:runtime|compile)(?:Classpath)?$/i.test(name) && !/test/i.test(name),
  );
  return shipped ? "runtime" : "dev";
}
