import { expect, test } from "vitest";
import { checkPackages } from "../../../../src/domain/release/checks/check-packages.ts";
import { declaredVersion } from "../../../../src/domain/release/packages/declared-version.ts";
import { fitsGoModule, isSameVersion } from "../../../../src/domain/release/packages/same-version.ts";

const semver = (version: string) => ({ version, versioning: "semver" }) as const;
const status = (path: string, text: string, version = "1.2.3", tag = `v${version}`) =>
  checkPackages({ version, versioning: "semver", tag }, [
    { path, declared: declaredVersion(path, Buffer.from(text)), isListed: true },
  ])[0]?.status;

test.each([
  ["package.json", '{"name":"x","version":"1.2.3"}', "verified"],
  ["package.json", '{"name":"x","version":"1.2.4"}', "failed"],
  ["package.json", '{"name":"x"}', "not-applicable"],
  ["package.json", '{"version":"0.0.0-development"}', "not-applicable"],
  ["package.json", '{"version":1}', "failed"],
  ["package.json", '{"version":"1.2.3","version":"9.9.9"}', "failed"],
  ["package.json", "{", "failed"],
  ["sub/package-lock.json", '{"version":"1.2.3"}', "verified"],
  ["Cargo.toml", '[package]\nname = "x"\nversion = "1.2.3"\n', "verified"],
  ["Cargo.toml", '[package]\nname = "x"\nversion = "1.2.4"\n', "failed"],
  ["Cargo.toml", '[workspace.package]\nversion = "1.2.3"\n', "verified"],
  ["Cargo.toml", '[package]\nname = "x"\nversion.workspace = true\n', "missing"],
  ["Cargo.toml", '[workspace]\nmembers = ["a"]\n', "not-applicable"],
  ["pyproject.toml", '[project]\nversion = "1.2.3"\n', "verified"],
  ["pyproject.toml", '[project]\ndynamic = ["version"]\n', "not-applicable"],
  ["pyproject.toml", '[tool.poetry]\nversion = "1.2.2"\n', "failed"],
  ["composer.json", '{"name":"a/b"}', "not-applicable"],
  ["composer.json", '{"version":"1.0.0"}', "failed"],
  ["x.gemspec", 'Gem::Specification.new do |s|\n  s.version = "1.2.3"\nend\n', "verified"],
  ["x.gemspec", "Gem::Specification.new do |s|\n  s.version = X::VERSION\nend\n", "not-applicable"],
  ["x.gemspec", 'a.version = "1.2.3"\nb.version = "9.9.9"\n', "not-applicable"],
  ["VERSION", "1.2.3\n", "verified"],
  ["version.txt", "v1.2.3", "verified"],
  ["VERSION", "", "not-applicable"],
  ["charts/x/Chart.yaml", "name: x\nversion: 1.2.3\n", "verified"],
  ["pubspec.yaml", "version: 1.10\n", "failed"],
  ["setup.py", "version='1.2.3'", "not-applicable"],
])("%s %j is %s", (path, text, expected) => {
  expect(status(path, text)).toBe(expected);
});

test.each([
  ["go.mod", "module example.com/x\n", "1.2.3", "v1.2.3", "verified"],
  ["go.mod", 'module "example.com/x" // comment\n', "0.1.0", "v0.1.0", "verified"],
  ["go.mod", "module example.com/x\n", "2.0.0", "v2.0.0", "failed"],
  ["go.mod", "module example.com/x/v2\n", "2.0.0", "v2.0.0", "verified"],
  ["go.mod", "module example.com/x/v2\n", "3.0.0", "v3.0.0", "failed"],
  ["go.mod", "module example.com/x/v1\n", "1.0.0", "v1.0.0", "failed"],
  ["go.mod", "module example.com/x\n", "1.2.3", "1.2.3", "failed"],
  ["lib/go.mod", "module example.com/x/lib\n", "1.2.3", "lib/v1.2.3", "verified"],
  ["lib/go.mod", "module example.com/x/lib\n", "1.2.3", "v1.2.3", "failed"],
  ["lib/v2/go.mod", "module example.com/x/lib/v2\n", "2.1.0", "lib/v2.1.0", "verified"],
  ["go.mod", "go 1.22\n", "1.2.3", "v1.2.3", "failed"],
])("the Go module %s %j as version %s with tag %s is %s", (path, text, version, tag, expected) => {
  expect(status(path, text, version, tag)).toBe(expected);
});

test("Go modules of gopkg.in name every major version", () => {
  expect(fitsGoModule("gopkg.in/yaml.v3", "3.0.1")).toBe(true);
  expect(fitsGoModule("gopkg.in/yaml.v3", "2.0.0")).toBe(false);
  expect(fitsGoModule("gopkg.in/yaml.v1", "1.0.0")).toBe(true);
});

test.each([
  ["1.2.3rc1", "1.2.3-rc.1", true],
  ["1.2.3a2", "1.2.3-alpha.2", true],
  ["1.2.3.dev4", "1.2.3-dev.4", true],
  ["1.2.3rc1", "1.2.3-rc.2", false],
  ["1.2.3", "1.2.3-rc.1", false],
  ["1.2.3+abc.1", "1.2.3+abc.1", true],
  ["nonsense", "1.2.3", false],
])("Python's %s is the release %s: %s", (declared, version, same) => {
  expect(isSameVersion(declared, semver(version), "pyproject.toml")).toBe(same);
});

test.each([
  ["2024.11", "2024.11", true],
  ["2024.11.0", "2024.11", true],
  ["2024.11.3", "2024.11.03", true],
  ["2024.11.30", "2024.11.3", false],
  ["2024.11.1", "2024.11", false],
])("where three numbers are needed, %s is the release %s of a calendar: %s", (declared, version, same) => {
  expect(isSameVersion(declared, { version, versioning: "calver" }, "package.json")).toBe(same);
});

test("a Go module has no version of a calendar", () => {
  const release = { version: "2024.11", versioning: "calver", tag: "v2024.11" } as const;
  const declared = declaredVersion("go.mod", Buffer.from("module example.com/x\n"));
  expect(checkPackages(release, [{ path: "go.mod", declared, isListed: true }])[0]?.status).toBe("not-applicable");
});

test("only Python and Ruby spell a version otherwise", () => {
  expect(isSameVersion("1.2.3rc1", semver("1.2.3-rc.1"), "package.json")).toBe(false);
  expect(isSameVersion("1.2.3.pre.rc.1", semver("1.2.3-rc.1"), "x.gemspec")).toBe(true);
});

test("a listed file that is not there is missing, and no file at all is no failure", () => {
  const release = { ...semver("1.2.3"), tag: null };
  expect(checkPackages(release, [{ path: "a.json", declared: undefined, isListed: true }])[0]?.status).toBe("missing");
  expect(checkPackages(release, [])[0]?.status).toBe("not-applicable");
});

test("of a file that no manifest lists, only another version stops a release", () => {
  const found = (path: string, text: string, isListed: boolean) => {
    const declared = declaredVersion(path, Buffer.from(text));
    return checkPackages({ ...semver("2.0.0"), tag: "v2.0.0" }, [{ path, declared, isListed }])[0]?.onlyWarns;
  };
  expect(found("package.json", '{"version":"1.0.0"}', false)).toBeUndefined();
  expect(found("package.json", "{", false)).toBe(true);
  expect(found("go.mod", "module example.com/x\n", false)).toBe(true);
  expect(found("go.mod", "module example.com/x\n", true)).toBeUndefined();
});
