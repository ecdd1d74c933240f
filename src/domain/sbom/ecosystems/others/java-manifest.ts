import { linesOf, sourceText } from "../../../../kernel/documents/source-text.ts";
import type { DocumentFormat, SourceDocument } from "../../model/catalogue.ts";
import { type ControlFields, fieldOf } from "../../model/control-fields.ts";
import type { Part } from "../../model/part.ts";
import { PartBuilder } from "../../model/part-builder.ts";

/**
 * The manifest of a jar (https://docs.oracle.com/en/java/javase/21/docs/specs/jar/jar.html#jar-manifest), asked only where
 * Maven left nothing. It knows no coordinates: the name comes from a bundle, module or title, else from the file.
 */
export const javaManifest: DocumentFormat = {
  id: "java-manifest",
  companions: [],
  recognises: (path) => path === "META-INF/MANIFEST.MF",
  read: readJavaManifest,
};

function readJavaManifest(document: SourceDocument): Part {
  const part = new PartBuilder("java-manifest", document);
  const named = document.neighbours?.some((path) => /^META-INF\/maven\/.*\/pom\.properties$/.test(path));
  const file = archiveName(document.path);
  if (named === true || file === undefined) return part.build();
  const fields = mainSection(sourceText(document.bytes));
  const [, fileName = file, fileVersion] = /^(.+?)-(\d[\w.+-]*)$/.exec(file) ?? [];
  const bundleVersion = /^\d+(?:\.\d+){0,2}$/.exec(fieldOf(fields, "bundle-version") ?? "")?.[0];
  const version = fileVersion ?? fieldOf(fields, "implementation-version") ?? bundleVersion;
  const group = groupOf(fields, fileName);
  const purl = group === undefined ? {} : { type: "maven", namespace: group, name: fileName, version };
  const ref =
    "type" in purl && purl.type !== undefined
      ? part.package({ ...purl, type: purl.type, name: fileName })
      : part.add({ name: fileName, version });
  part.top(ref);
  part.declare("unknown", "a jar does not say which others it needs");
  return part.build();
}

/** Of the archive that the manifest lies in, without its ending: `some-tool-1.0` of `lib.zip!x/some-tool-1.0.jar!META-INF/MANIFEST.MF`. */
function archiveName(path: string): string | undefined {
  const [file = ""] = path.split("!").slice(-2, -1);
  const [, name] = /^(.+)\.[jwe]ar$/i.exec(file.slice(file.lastIndexOf("/") + 1)) ?? [];
  return name;
}

/**
 * A bundle named `org.example.some-tool` in a file `some-tool-1.0.jar` comes from the group `org.example`: tools write group and artifact
 * so. Of `org.example.tool` nobody knows, for they leave out an artifact that is the end of its group. No other field is the group.
 */
function groupOf(fields: ControlFields, fileName: string): string | undefined {
  const bundle = fieldOf(fields, "bundle-symbolicname")?.split(";", 1)[0]?.trim();
  if (bundle === undefined || !bundle.includes(".")) return undefined;
  const isWhole = fileName.includes("-") && bundle.endsWith(`.${fileName}`);
  return isWhole ? bundle.slice(0, -fileName.length - 1) : undefined;
}

/** Attributes before the first empty line; one of more than 72 bytes goes on in the next line, after a space. */
function mainSection(text: string): ControlFields {
  const [main = ""] = text.split(/(?:\r?\n){2}/, 1);
  const lines = linesOf(main.replace(/\r?\n /g, ""));
  return new Map(
    lines.map((line) => {
      const end = line.indexOf(":");
      const [name, value] = end === -1 ? [line, line] : [line.slice(0, end), line.slice(end + 1)];
      return [name.toLowerCase(), [value.trim()]];
    }),
  );
}
