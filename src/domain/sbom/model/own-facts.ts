import type { Component, Inventory } from "./inventory.ts";
import { formatPurl } from "./purl.ts";
import type { Maker, SbomDocument } from "./sbom-document.ts";

/** Who has the namespaces of these registries: an account or organisation, a domain, a distribution. */
const OWNED_NAMESPACES = new Set([
  "npm",
  "golang",
  "maven",
  "composer",
  "github",
  "gitlab",
  "bitbucket",
  "swift",
  "deb",
]);
for (const distribution of ["rpm", "apk", "alpm"]) OWNED_NAMESPACES.add(distribution);

/**
 * Adds what the files themselves do not say and whoever describes them knows: version, package URL and maker of what is the
 * release's own. A file without a version has its digest for one, which changes whenever the file does. Of a package of others, the maker
 * is the owner of its namespace; one whose registry has no namespaces, as PyPI, has none here.
 */
export function withOwnFacts(inventory: Inventory, document: SbomDocument): Inventory {
  const own = ownModules(inventory, document);
  const add = (component: Component) => withVersion(withMaker(component, own, document), document);
  return { ...inventory, root: add(inventory.root), components: inventory.components.map(add) };
}

/** Paths of the Go modules that a go.mod of the project is of. */
export function goModulesOf({ components }: Inventory): string[] {
  return components
    .filter(({ firstParty, foundIn }) => firstParty && foundIn.some((path) => /(?:^|\/)go\.mod$/.test(path)))
    .map(pathOf);
}

/** Whether a Go module is the project's own: one of its repository, or that of its go.mod. */
function ownModules(inventory: Inventory, { own }: SbomDocument): (path: string) => boolean {
  const exact = new Set([...goModulesOf(inventory), ...(own?.modules ?? [])].map((path) => path.toLowerCase()));
  const repository = own?.repository?.toLowerCase();
  return (path) => {
    const module = path.toLowerCase();
    return exact.has(module) || (repository !== undefined && `${module}/`.startsWith(`${repository}/`));
  };
}

function withMaker(component: Component, isOwn: (path: string) => boolean, { producer, own }: SbomDocument): Component {
  const { unversioned, firstParty, kind, purl, supplier } = component;
  const isModule = unversioned !== undefined || (kind === "application" && purl?.startsWith("pkg:golang/") === true);
  const isOwnModule = isModule && isOwn(pathOf(component));
  const maker = firstParty || isOwnModule || kind === "file" ? producer : (supplier ?? ownerOf(component));
  const made = maker === undefined ? component : { ...component, supplier: maker };
  if (!isOwnModule) return made;
  const version = component.version ?? goVersion(own?.version);
  const named = unversioned !== undefined && isPlainPath(pathOf(component));
  return { ...made, firstParty: true, version, purl: named ? formatPurl({ ...unversioned, version }) : purl };
}

/** What a program says its module is may be anything; of a path like those that Go takes there is a package URL. */
function isPlainPath(path: string): boolean {
  return path.length <= 1024 && path.split("/").every((segment) => /^(?!\.+$)[\w.~+-]+$/.test(segment));
}

function withVersion(component: Component, { own }: SbomDocument): Component {
  const { version, kind, firstParty, hashes, unversioned } = component;
  if (version !== undefined || unversioned !== undefined) return component;
  const said = firstParty && (kind !== "file" || own?.isRelease === true) ? own?.version : undefined;
  const sha256 = hashes.find(({ algorithm }) => algorithm === "SHA-256")?.hex;
  const digest = kind === "file" && sha256 !== undefined ? `sha256:${sha256}` : undefined;
  return { ...component, version: said ?? digest };
}

/** Go writes versions as tags, and only those of three numbers are versions to it. */
function goVersion(version: string | undefined): string | undefined {
  return version !== undefined && /^\d+\.\d+\.\d+(?:[-+]|$)/.test(version) ? `v${version}` : undefined;
}

/** A package URL that names another place than the registry of its type says nothing about who owns the namespace there. */
function ownerOf({ purl = "", group, name }: Component): Maker | undefined {
  const type = /^pkg:([^/]+)\//.exec(purl)?.[1] ?? "";
  if (!OWNED_NAMESPACES.has(type) || /[?&]repository_url=/.test(purl)) return undefined;
  if (type === "golang" && group === undefined && name === "stdlib")
    return { name: "The Go Authors", url: "https://go.dev" };
  // `golang.org/x/sys` and `github.com/spf13/cobra`: a host and what it calls the owner; deeper folders are the owner's.
  const owner = type === "golang" ? (group ?? name).split("/").slice(0, 2).join("/") : group;
  return owner === undefined ? undefined : { name: owner, url: undefined };
}

function pathOf({ group, name }: Component): string {
  return group === undefined ? name : `${group}/${name}`;
}
