import { storedZip } from "../../../__tests__/domain/sbom/stored-zip.ts";
import type { Inventory } from "../inventories.ts";
import type { LockfileProject } from "../lockfile-project.ts";
import { winePrefix } from "../package-managers.ts";
import type { Workplace } from "../workplace.ts";

/** A package of ours; what it needs is by target framework. */
interface NugetPackage {
  readonly id: string;
  readonly version: string;
  readonly needs?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly files?: Readonly<Record<string, string>>;
}

const PACKAGES: readonly NugetPackage[] = [
  {
    ...{ id: "Corpus.Alpha", version: "1.2.0" },
    needs: {
      "netstandard2.0": { "corpus.beta": "2.0.0", "Corpus.Gamma": "[0.9.0, 1.0.0)" },
      net472: { "Corpus.Beta": "2.0.0" },
    },
  },
  { id: "Corpus.Beta", version: "2.0.0" },
  { id: "Corpus.Beta", version: "2.1.3-rc.1" },
  { id: "Corpus.Gamma", version: "0.9.9.1", needs: { any: { "Corpus.Native": "1.0.0" } } },
  {
    ...{ id: "Corpus.Native", version: "1.0.0" },
    files: {
      "runtime.json": JSON.stringify({
        runtimes: {
          "linux-x64": { "#import": [], "Corpus.Native": { "runtime.linux-x64.Corpus.Native": "1.0.0" } },
          "win-x64": { "#import": [], "Corpus.Native": { "runtime.win-x64.Corpus.Native": "1.0.1+build.7" } },
        },
      }),
    },
  },
  { id: "runtime.linux-x64.Corpus.Native", version: "1.0.0" },
  { id: "runtime.win-x64.Corpus.Native", version: "1.0.1+build.7" },
  { id: "Corpus.Inner", version: "3.0.0" },
];

export const NUGET_PROJECT: LockfileProject = {
  ...{ name: "nuget", program: "dotnet", lockfile: "packages.lock.json", read: listed, prepare },
  files: {
    "corpus-project.csproj": projectFile(
      ["netstandard2.0", "net472"],
      `<PackageReference Include="corpus.alpha" Version="1.*" />
    <PackageReference Include="Corpus.Beta" Version="2.1.3-rc.1" />
    <ProjectReference Include="inner/Inner.csproj" />`,
    ),
    "inner/Inner.csproj": projectFile(
      ["netstandard2.0"],
      '<PackageReference Include="Corpus.Inner" Version="3.0.0" />',
    ),
    "NuGet.Config": `<configuration>
  <config><add key="globalPackagesFolder" value="packages" /></config>
  <packageSources><clear /><add key="corpus" value="feed" /></packageSources>
</configuration>
`,
  },
  lock: [["restore", "corpus-project.csproj"]],
  describe: [["list", "corpus-project.csproj", "package", "--include-transitive"]],
};

function projectFile(frameworks: readonly string[], references: string): string {
  return `<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFrameworks>${frameworks.join(";")}</TargetFrameworks>
    <RuntimeIdentifiers>linux-x64;win-x64</RuntimeIdentifiers>
    <RestorePackagesWithLockFile>true</RestorePackagesWithLockFile>
    <DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences>
  </PropertyGroup>
  <ItemGroup>
    ${references}
  </ItemGroup>
</Project>
`;
}

function prepare(place: Workplace): void {
  Object.assign(place.variables, {
    ...{ WINEPREFIX: winePrefix(), WINEDEBUG: "-all", WINEARCH: "win64" },
    ...{ DOTNET_CLI_TELEMETRY_OPTOUT: "1", DOTNET_SKIP_FIRST_TIME_EXPERIENCE: "1", DOTNET_CLI_UI_LANGUAGE: "en" },
  });
  for (const { id, version, needs = {}, files = {} } of PACKAGES) {
    const groups = Object.entries(needs).map(([framework, ranges]) => {
      const lines = Object.entries(ranges).map(([name, range]) => `<dependency id="${name}" version="${range}" />`);
      return `<group targetFramework="${framework}">${lines.join("")}</group>`;
    });
    const nuspec = `<?xml version="1.0"?>
<package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd"><metadata>
<id>${id}</id><version>${version}</version><authors>Release Capsule</authors><description>Of our corpus</description>
<dependencies>${groups.join("")}</dependencies></metadata></package>
`;
    place.write(`feed/${id}.${version}.nupkg`, storedZip({ [`${id}.nuspec`]: nuspec, ...files }));
  }
}

/** What the restore resolved, which it writes beside the lockfile: names as `Corpus.Alpha/1.2.0`, by target. */
interface Assets {
  readonly targets: Readonly<Record<string, Readonly<Record<string, Library>>>>;
}
interface Library {
  readonly type: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** `dotnet list package`, with a row `> name [requested] resolved` for each package; the edges are of the restore's other file. */
function listed(output: string, place: Workplace): Inventory {
  const rows = [...output.matchAll(/^ +> (\S+) +(?:\S+ +)??(\S+) *$/gm)].map(([, name = "", version = ""]) => ({
    name,
    version,
  }));
  const { targets } = JSON.parse(place.read("obj/project.assets.json")) as Assets;
  const edges = new Map<string, readonly [string, string]>();
  const purls = new Set<string>();
  for (const libraries of Object.values(targets)) {
    const packages = Object.entries(libraries).filter(([, { type }]) => type === "package");
    const purlOf = new Map(packages.map(([name]) => [name.replace(/\/.*/, "").toLowerCase(), nugetPurl(name)]));
    for (const [name, { dependencies = {} }] of packages) {
      for (const other of Object.keys(dependencies)) {
        const [from, to] = [nugetPurl(name), purlOf.get(other.toLowerCase())];
        if (to !== undefined) edges.set(`${from} ${to}`, [from, to]);
      }
    }
    for (const { name, version } of rows) {
      const purl = purlOf.get(name.toLowerCase());
      if (purl?.endsWith(`@${version}`)) purls.add(purl);
    }
  }
  return { purls: [...purls].sort(), edges: [...edges.values()] };
}

function nugetPurl(library: string): string {
  return `pkg:nuget/${library.replace("/", "@")}`;
}
