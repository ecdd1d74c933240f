import { compareUtf8 } from "../../../kernel/bytewise.ts";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";

/** The parts of a package URL, decoded. */
export interface Purl {
  readonly type: string;
  readonly namespace?: string | undefined;
  readonly name: string;
  readonly version?: string | undefined;
  readonly qualifiers?: Readonly<Record<string, string>> | undefined;
  readonly subpath?: string | undefined;
}

/** Types whose namespace and name are lower case (purl-spec, `types/`). */
const LOWER_CASE = new Set(["github", "bitbucket", "gitlab", "composer", "hex", "deb", "apk", "alpm", "oci", "pub"]);
const NEEDS_NAMESPACE = new Set(["swift", "github", "composer", "maven"]);
const NEEDS_NO_NAMESPACE = new Set(["oci", "gem", "pypi", "nuget", "cargo", "pub"]);
const MAX_CHARACTERS = 4096;

/**
 * Writes a canonical package URL (https://github.com/package-url/purl-spec), for example
 * `pkg:npm/%40babel/core@7.29.7`. Fault: `purl-malformed` if the parts cannot be one.
 */
export function formatPurl(purl: Purl): string {
  const { type, namespace, name, version, qualifiers, subpath } = normalise(purl);
  const path = [...segments(namespace), name].map(encode).join("/");
  const keys = Object.keys(qualifiers ?? {})
    .filter((key) => qualifiers?.[key] !== "")
    .sort(compareUtf8);
  const query = keys.map((key) => `${key}=${encode(qualifiers?.[key] ?? "")}`).join("&");
  const inner = segments(subpath).map(encode).join("/");
  return `pkg:${type}/${path}${version ? `@${encode(version)}` : ""}${query && `?${query}`}${inner && `#${inner}`}`;
}

/** Reads a package URL; qualifier keys must be lower case. Fault: `purl-malformed`. */
export function parsePurl(text: string): Purl {
  return parse(text, false);
}

/** The canonical spelling of a package URL, whatever the case of its qualifier keys. Fault: `purl-malformed`. */
export function canonicalPurl(text: string): string {
  return formatPurl(parse(text, true));
}

function parse(text: string, anyCaseKeys: boolean): Purl {
  if (text.length > MAX_CHARACTERS || !text.isWellFormed()) throw malformed(text);
  const [beforeSubpath, subpath] = splitLast(text, "#");
  const [beforeQuery, query] = splitLast(beforeSubpath, "?");
  const scheme = /^pkg:\/*([A-Za-z][A-Za-z0-9.-]*)\/(.+)$/.exec(beforeQuery);
  if (scheme === null) throw malformed(text);
  const [, type = "", rest = ""] = scheme;
  const [path, version] = splitVersion(rest);
  if (path.endsWith("/")) throw malformed(text);
  const names = path.split("/").filter((segment) => segment !== "");
  return normalise({
    type,
    namespace: names.slice(0, -1).map(decode).join("/") || undefined,
    name: decode(names.at(-1) ?? ""),
    version: version === undefined ? undefined : decode(version),
    qualifiers: parseQualifiers(query, anyCaseKeys || type.toLowerCase() === "maven"),
    subpath: subpath === undefined ? undefined : segments(subpath).map(decode).join("/") || undefined,
  });
}

/** The version follows the last `@` behind the last `/`, so that an unencoded `@scope` stays a namespace. */
function splitVersion(rest: string): [string, string | undefined] {
  const at = rest.lastIndexOf("@");
  if (at <= rest.lastIndexOf("/")) return [rest, undefined];
  return [rest.slice(0, at), rest.slice(at + 1) || undefined];
}

function parseQualifiers(query: string | undefined, anyCaseKeys: boolean): Record<string, string> | undefined {
  if (query === undefined || query === "") return undefined;
  const found = new Map<string, string>();
  for (const pair of query.split("&")) {
    const [rawKey = "", ...value] = pair.split("=");
    const key = anyCaseKeys ? rawKey.toLowerCase() : rawKey;
    if (found.has(key)) throw malformed(query);
    if (value.join("=") !== "") found.set(key, decode(value.join("=")));
  }
  return found.size === 0 ? undefined : Object.fromEntries(found);
}

function normalise(purl: Purl): Purl {
  const type = (purl.type ?? "").toLowerCase();
  if (!/^[a-z][a-z0-9.-]*$/.test(type) || !purl.name) throw malformed(`${purl.type}/${purl.name}`);
  const namespace = segments(purl.namespace).join("/") || undefined;
  if (NEEDS_NAMESPACE.has(type) && namespace === undefined) throw malformed(`${type}/${purl.name}`);
  if (NEEDS_NO_NAMESPACE.has(type) && namespace !== undefined) throw malformed(`${type}/${namespace}/${purl.name}`);
  for (const key of Object.keys(purl.qualifiers ?? {})) {
    if (!/^[a-z][a-z0-9.\-_]*$/.test(key)) throw malformed(key);
  }
  const fold = (text: string) => (LOWER_CASE.has(type) ? text.toLowerCase() : text);
  return {
    type,
    namespace: namespace === undefined ? undefined : fold(namespace),
    name: type === "pypi" ? purl.name.toLowerCase().replaceAll("_", "-") : fold(purl.name),
    version: purl.version ? purl.version : undefined,
    qualifiers: purl.qualifiers,
    subpath: segments(purl.subpath).join("/") || undefined,
  };
}

/** Path segments without the empty ones and, as the specification asks for subpaths, without `.` and `..`. */
function segments(path: string | undefined): string[] {
  return (path ?? "").split("/").filter((segment) => segment !== "" && segment !== "." && segment !== "..");
}

/** Percent-encodes all but letters, digits, `.-_~` and the colon. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(/[!'()*]|%3A/g, (character) =>
    character === "%3A" ? ":" : `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw malformed(text);
  }
}

function splitLast(text: string, separator: string): [string, string | undefined] {
  const at = text.lastIndexOf(separator);
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

function malformed(text: string): Fault {
  return new Fault("purl-malformed", `${printable(text, 120)} is not a package URL`);
}
