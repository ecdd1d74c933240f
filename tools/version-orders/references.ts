import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OrderName } from "../../src/domain/vulnerability/versions/order-of.ts";

/** Who says how an ecosystem orders, and how it is asked: pairs of lines go in, `-1`, `0`, `1` or `x` for no version come out. */
export interface Reference {
  readonly name: string;
  readonly command: readonly string[];
  /** What `{script}` in the command stands for: its text, or the name of a file that has it. */
  readonly script: string;
  readonly file?: string;
  /** What is run before, in the folder of the file. */
  readonly prepare?: readonly (readonly string[])[];
}

const PYTHON = (setup: string) => `
import sys
${setup}
lines = sys.stdin.read().split("\\n")[:-1]
for a, b in zip(lines[::2], lines[1::2]):
    try: print(compare(a, b))
    except Exception: print("x")
`;
const SIGN = (of: string) =>
  `def compare(a, b):\n    one, other = ${of}(a), ${of}(b)\n    return (one > other) - (one < other)`;

export const REFERENCES: Readonly<Partial<Record<OrderName, Reference>>> = {
  debian: {
    name: "dpkg",
    command: ["sh", "-c", "{script}"],
    script: `while IFS= read -r a && IFS= read -r b; do
      if dpkg --compare-versions "$a" lt "$b" 2>/dev/null; then echo -1
      elif dpkg --compare-versions "$a" gt "$b" 2>/dev/null; then echo 1
      else echo 0; fi
    done`,
  },
  rpm: {
    name: "rpm",
    command: ["/usr/bin/python3", "-c", "{script}"],
    script: PYTHON(`import rpm
def evr(text):
    epoch, rest = text.split(":") if ":" in text else ("0", text)
    version, release = rest.split("-")
    return (epoch, version, release)
def compare(a, b): return rpm.labelCompare(evr(a), evr(b))`),
  },
  rubygems: {
    name: "RubyGems",
    command: ["ruby", "-e", "{script}"],
    script: `lines = STDIN.read.split("\\n")
      lines.each_slice(2) { |a, b| puts((Gem::Version.new(a) <=> Gem::Version.new(b)) || "x") rescue puts "x" }`,
  },
  composer: {
    name: "composer/semver",
    command: ["php", "-r", "{script}"],
    script: `require "Composer/Semver/autoload.php";
      $parser = new Composer\\Semver\\VersionParser;
      $lines = explode("\\n", stream_get_contents(STDIN));
      for ($i = 0; $i + 1 < count($lines); $i += 2) {
        try { echo version_compare($parser->normalize($lines[$i]), $parser->normalize($lines[$i + 1])), "\\n"; }
        catch (Exception $e) { echo "x\\n"; }
      }`,
  },
  maven: {
    name: "Maven",
    command: ["java", "-cp", "/usr/share/java/maven3-artifact.jar:/usr/share/java/commons-lang3.jar", "{script}"],
    file: "Compare.java",
    script: `import org.apache.maven.artifact.versioning.ComparableVersion;
      import java.io.*;
      public class Compare { public static void main(String[] none) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String a; (a = in.readLine()) != null;)
          System.out.println(Integer.signum(new ComparableVersion(a).compareTo(new ComparableVersion(in.readLine()))));
      } }`,
  },
  pep440: {
    name: "packaging",
    command: ["python3", "-c", "{script}"],
    script: PYTHON(`from packaging.version import Version\n${SIGN("Version")}`),
  },
  alpine: {
    name: "apk-tools",
    command: ["sh", "-c", "{script}"],
    script: `command -v apk >/dev/null || exit 1
      while IFS= read -r a && IFS= read -r b; do
        case "$(apk version -t "$a" "$b")" in "<") echo -1 ;; ">") echo 1 ;; "=") echo 0 ;; *) echo x ;; esac
      done`,
  },
  nuget: {
    name: "univers",
    command: ["python3", "-c", "{script}"],
    script: PYTHON(`from univers.versions import NugetVersion\n${SIGN("NugetVersion")}`),
  },
  semver: {
    name: "python-semver",
    command: ["python3", "-c", "{script}"],
    script: PYTHON(`from semver import Version\n${SIGN("Version.parse")}`),
  },
  go: {
    name: "golang.org/x/mod/semver",
    command: ["go", "run", "-mod=mod", "."],
    file: "main.go",
    prepare: [
      ["go", "mod", "init", "compare"],
      ["go", "mod", "edit", "-require=golang.org/x/mod@v0.29.0"],
    ],
    script: `package main
      import ("bufio"; "fmt"; "os"; "golang.org/x/mod/semver")
      func main() {
        in := bufio.NewScanner(os.Stdin)
        for in.Scan() { a := in.Text(); in.Scan(); fmt.Println(semver.Compare(a, in.Text())) }
      }`,
  },
};

/** The verdict of the reference on each pair; a fault of the program is thrown. */
export function askReference(reference: Reference, pairs: readonly (readonly [string, string])[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), "version-order-"));
  try {
    const { script, file } = reference;
    if (file !== undefined) writeFileSync(join(folder, file), script);
    for (const [program = "", ...args] of reference.prepare ?? [])
      execFileSync(program, args, { cwd: folder, stdio: "pipe" });
    const [program = "", ...args] = reference.command.map((word) => word.replace("{script}", () => file ?? script));
    const input = pairs.map(([a, b]) => `${a}\n${b}\n`).join("");
    return execFileSync(program, args, { input, cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 })
      .trim()
      .split("\n");
  } finally {
    rmSync(folder, { recursive: true });
  }
}
