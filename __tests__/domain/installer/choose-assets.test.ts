import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chooseAssets } from "../../../src/domain/installer/choose-assets.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import { expectFault } from "../../expect-fault.ts";

const RELEASE = { name: "tool", version: "1.4.2" };

function choose(names: readonly string[], release: { name: string; version: string } = RELEASE) {
  return chooseAssets(
    release,
    names.map((name, index) => ({ name, size: index + 1, sha256: String(index % 10).repeat(64) })),
  );
}

/** `system/processor/library file`, for each row. */
function machines(names: readonly string[], release?: { name: string; version: string }): string[] {
  return choose(names, release).rows.map(
    ({ system, processor, library, asset }) => `${system}/${processor}/${library} ${asset.name}`,
  );
}

describe("the machine that a name says", () => {
  test.each<readonly [string, string]>([
    ["tool_1.4.2_linux_amd64.tar.gz", "linux/x86_64/any"],
    ["tool_Linux_x86_64.tar.gz", "linux/x86_64/any"],
    ["tool-v1.4.2-linux-x64", "linux/x86_64/any"],
    ["tool-1.4.2-x86_64-unknown-linux-musl.tgz", "linux/x86_64/musl"],
    ["tool-x86_64-unknown-linux-gnu.tar.xz", "linux/x86_64/gnu"],
    ["tool-linux-x86-64.zip", "linux/x86_64/any"],
    ["tool-linux64", "linux/x86_64/any"],
    ["tool-aarch64-unknown-linux-gnu.tar.gz", "linux/aarch64/gnu"],
    ["tool_linux_arm64.tar.gz", "linux/aarch64/any"],
    ["tool_linux_armv7.tar.gz", "linux/armv7/any"],
    ["tool-armv7-unknown-linux-gnueabihf.tar.gz", "linux/armv7/gnu"],
    ["tool-arm-unknown-linux-musleabihf.tar.gz", "linux/armv6/musl"],
    ["tool_linux_386.tar.gz", "linux/i686/any"],
    ["tool-i686-unknown-linux-gnu.tar.gz", "linux/i686/gnu"],
    ["tool_linux_riscv64.tar.gz", "linux/riscv64/any"],
    ["tool-linux-ppc64le", "linux/ppc64le/any"],
    ["tool-linux-s390x", "linux/s390x/any"],
    ["tool-freebsd-amd64.tar.gz", "freebsd/x86_64/any"],
    ["tool-aarch64-apple-darwin.tar.gz", "darwin/aarch64/any"],
    ["tool-macOS-arm64.zip", "darwin/aarch64/any"],
    ["tool-osx-x64", "darwin/x86_64/any"],
    ["tool-windows-amd64.exe", "windows/x86_64/any"],
    ["tool-x86_64-pc-windows-msvc.zip", "windows/x86_64/any"],
    ["tool-win32-x64.zip", "windows/x86_64/any"],
    ["tool-win64.exe", "windows/x86_64/any"],
    ["tool-windows-arm64.zip", "windows/aarch64/any"],
    ["Tool-Linux-AMD64", "linux/x86_64/any"],
  ])("is read from %s", (name, machine) => {
    expect(machines([name])).toEqual([`${machine} ${name}`]);
  });

  test("is both processors of a Mac for a universal file, unless one of them has its own", () => {
    expect(machines(["tool-macos-universal.zip"])).toEqual([
      "darwin/x86_64/any tool-macos-universal.zip",
      "darwin/aarch64/any tool-macos-universal.zip",
    ]);
    expect(machines(["tool_darwin_all.tar.gz", "tool_darwin_arm64.tar.gz"])).toEqual([
      "darwin/x86_64/any tool_darwin_all.tar.gz",
      "darwin/aarch64/any tool_darwin_arm64.tar.gz",
    ]);
  });

  test.each<readonly [string, string]>([
    ["1.4.2-rc.1", "tool-1.4.2-rc.1-linux-amd64"],
    ["1.4.2+build.5", "tool-1.4.2_build.5-linux-amd64"],
    ["2026.11", "tool-2026.11-linux-amd64"],
    ["nightly-linux", "tool-nightly-linux-linux-amd64"],
  ])("is told from the words of the version %s", (version, name) => {
    expect(machines([name], { name: "tool", version })).toEqual([`linux/x86_64/any ${name}`]);
  });
});

describe("what is left out, and said", () => {
  test.each<readonly [string, string]>([
    ["tool-linux.tar.gz", "names no processor"],
    ["tool-amd64.tar.gz", "names no system"],
    ["tool-linux-amd64.deb", "has the word deb in it"],
    ["tool-linux-amd64.tar.gz.asc", "has the word tar in it"],
    ["tool_linux_amd64v3.tar.gz", "has the word amd64v3 in it"],
    ["tool-linux-darwin-amd64", "names more than one system"],
    ["tool-linux-amd64-arm64", "names more than one processor"],
    ["tool-linux-universal-amd64", "names more than one processor"],
    ["tool-linux-amd64-gnu-musl", "names more than one C library"],
    ["tool-linux-amd64.exe", "is a program for Windows and names another system"],
    ["tool-windows-amd64", "has none of the endings .exe, .zip and .tar.gz"],
    ["tool-darwin-arm64-musl", "names a C library that its system has not"],
    ["linux-amd64.tar.gz", "does not begin with the name of a program"],
    ["toolctl-linux-amd64", 'is of "toolctl"'],
  ])("%s", (name, reason) => {
    expect(choose(["tool-linux-arm64", name]).leftOut).toEqual([`"${name}" ${reason}`]);
  });

  test("what is of no machine is not spoken of", () => {
    expect(choose(["tool-linux-amd64", "README.md", "install-all.sh", "tool.1", "tool.deb"]).leftOut).toEqual([]);
  });

  test("of several formats the one that needs least is taken", () => {
    const names = ["tool-linux-amd64.zip", "tool-linux-amd64.tar.gz", "tool-linux-amd64.tar.xz", "tool-linux-amd64"];
    expect(machines(names)).toEqual(["linux/x86_64/any tool-linux-amd64"]);
    expect(choose(names).leftOut).toHaveLength(3);
    expect(machines(["tool-windows-x64.tar.gz", "tool-windows-x64.zip"])).toEqual([
      "windows/x86_64/any tool-windows-x64.zip",
    ]);
  });

  test("on Windows the toolchain of the system is preferred", () => {
    const names = ["tool-x86_64-pc-windows-gnu.zip", "tool-x86_64-pc-windows-msvc.zip"];
    expect(machines(names)).toEqual(["windows/x86_64/any tool-x86_64-pc-windows-msvc.zip"]);
  });
});

describe("what is refused", () => {
  test("nothing for any machine", async () => {
    await expectFault("installer-none", () => choose(["README.md", "tool.jar"]));
  });

  test("two files for one machine that nothing tells apart", async () => {
    await expectFault("installer-ambiguous", () => choose(["tool-linux-amd64", "tool-linux-x86_64"]));
    await expectFault("installer-ambiguous", () => choose(["tool_linux_amd64.tgz", "tool-linux-amd64.tar.gz"]));
  });

  test("programs of which none is the release's; one alone is taken whatever it is called", async () => {
    await expectFault("installer-ambiguous", () => choose(["one-linux-amd64", "two-linux-amd64"]));
    expect(choose(["rg-linux-amd64"], { name: "ripgrep", version: "1.0.0" }).program).toBe("rg");
  });

  test.each([
    "tool$(id)-linux-amd64",
    "tool`id`-linux-amd64.tar.gz",
    "tool-linux-amd64;x",
    "tool'-linux-amd64",
    'tool"-linux-amd64',
    "tool-linux-amd64 .zip",
    "-tool-linux-amd64",
    "t\u00f6ol-linux-amd64",
  ])("a name that a shell could read: %s", async (name) => {
    await expectFault("installer-name", () => choose([name]));
  });

  test("any other name with a fault or not at all, and what is taken is plain", () => {
    const word = fc.constantFrom(
      "tool",
      "linux",
      "amd64",
      "darwin",
      "x86_64",
      "musl",
      "-",
      "_",
      ".",
      "'",
      "$(id)",
      "\n",
      "exe",
      "1.4.2",
      "v",
    );
    const names = fc.array(
      fc.array(word, { maxLength: 8 }).map((words) => words.join("")),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(names, (found) => {
        try {
          for (const { asset } of choose([...new Set(found)]).rows)
            expect(asset.name).toMatch(/^[A-Za-z0-9][A-Za-z0-9._+-]*$/);
        } catch (fault) {
          expect(fault).toBeInstanceOf(Fault);
          expect((fault as Fault).code).toMatch(/^installer-(?:ambiguous|name|none)$/);
        }
      }),
    );
  });
});
