import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hashByNode } from "../../src/crypto/node-digest.ts";
import { describeAsset } from "../../src/domain/sbom/describe/describe-asset.ts";
import { bytesSource } from "../../src/kernel/byte-source.ts";

/**
 * Compares the SBOM of real packages with what other programs read in them: Debian packages with dpkg-deb, wheels with
 * Python's own readers, jars with unzip. They are downloaded into a folder of its own, and nothing of them is run. Exits
 * with 1 on any difference; what cannot be downloaded here is said and left out.
 */
interface Kind {
  readonly name: string;
  readonly ending: string;
  readonly download: readonly (readonly [string, ...string[]])[];
  /** The package URLs that must be there, by a second reader. */
  readonly judge: (path: string) => string[];
}

const READ_WHEEL = `
import sys, zipfile, email
archive = zipfile.ZipFile(sys.argv[1])
name = next(n for n in archive.namelist() if n.count('/') == 1 and n.endswith('.dist-info/METADATA'))
fields = email.message_from_bytes(archive.read(name))
print(fields['Name'], fields['Version'])
`;

const KINDS: readonly Kind[] = [
  {
    name: "Debian packages",
    ending: ".deb",
    download: [["apt-get", "download", "bash", "hello", "libssl3", "zlib1g", "openssl"]],
    judge: (path) => {
      const format = "$" + "{Package} $" + "{Version} $" + "{Architecture}";
      const text = run("dpkg-deb", ["--show", `--showformat=${format}`, path]);
      const [name = "", version = "", architecture = ""] = text.trim().split(" ");
      return [`pkg:deb/debian/${name}@${encodeURIComponent(version).replaceAll("%3A", ":")}?arch=${architecture}`];
    },
  },
  {
    name: "wheels",
    ending: ".whl",
    download: [["python3", "-m", "pip", "download", "--no-deps", "-q", "requests", "cryptography", "PyYAML", "six"]],
    judge: (path) => {
      const [name = "", version = ""] = run("python3", ["-c", READ_WHEEL, path]).trim().split(" ");
      return [`pkg:pypi/${name.toLowerCase().replace(/[-_.]+/g, "-")}@${encodeURIComponent(version)}`];
    },
  },
  {
    name: "npm packages with jars",
    ending: ".tgz",
    download: [["npm", "pack", "--silent", "google-closure-compiler-java"]],
    judge: (path) => {
      const folder = `${path}.unpacked`;
      mkdirSync(folder);
      run("tar", ["-xzf", path, "-C", folder]);
      const jars = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".jar"));
      return jars.flatMap((jar) => {
        const text = run("unzip", ["-p", join(folder, jar), "META-INF/maven/*/pom.properties"]);
        const groups = [...text.matchAll(/^groupId=(.*)$/gm)].map(([, value]) => value?.trim());
        const artifacts = [...text.matchAll(/^artifactId=(.*)$/gm)].map(([, value]) => value?.trim());
        const versions = [...text.matchAll(/^version=(.*)$/gm)].map(([, value]) => value?.trim());
        return artifacts.map((artifact, index) => `pkg:maven/${groups[index]}/${artifact}@${versions[index]}`);
      });
    },
  },
];

const folder = mkdtempSync(join(tmpdir(), "sbom-packages-"));
try {
  for (const kind of KINDS) await compareKind(kind);
} finally {
  rmSync(folder, { recursive: true });
}

async function compareKind({ name, ending, download, judge }: Kind): Promise<void> {
  const place = join(folder, ending.slice(1));
  mkdirSync(place);
  try {
    for (const [program, ...args] of download) run(program, args, place);
  } catch (error) {
    console.log(`${name}: not compared, for they could not be downloaded (${(error as Error).message.split("\n")[0]})`);
    return;
  }
  for (const file of readdirSync(place).filter((one) => one.endsWith(ending))) {
    const path = join(place, file);
    const found = await purlsOf(path);
    const lost = judge(path).filter((purl) => !found.has(purl));
    console.log(
      `${file}: ${found.size} packages, ${lost.length} lost${lost.length === 0 ? "" : `: ${lost.join(", ")}`}`,
    );
    if (lost.length > 0) process.exitCode = 1;
  }
}

async function purlsOf(path: string): Promise<Set<string>> {
  const bytes = new Uint8Array(readFileSync(path));
  const source = bytesSource(bytes);
  const digests = await hashByNode(source, ["sha256", "sha512"]);
  const name = path.replace(/^.*\//, "");
  const { components } = await describeAsset({ name, size: bytes.length, ...digests, source });
  return new Set(components.flatMap(({ purl }) => purl ?? []));
}

function run(program: string, args: readonly string[], cwd = folder): string {
  return execFileSync(program, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
}
