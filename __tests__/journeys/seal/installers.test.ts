import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { expectFault } from "../../expect-fault.ts";
import { temporaryFolder } from "../../temporary-folder.ts";
import { CAPSULE, dieAfter, EVIDENCE, publishingRun } from "./publishing-run.ts";

const ASSETS = { "octo-tool-linux-amd64": "a tool\n", "octo-tool-windows-x64.exe": "a tool for Windows\n" };
const INSTALLERS = ["install.ps1", "install.sh"];

describe("a release with installers", () => {
  test("has them among its files, on GitHub and in the folder of its evidence", async () => {
    const run = publishingRun(ASSETS);
    const out = join(temporaryFolder(), "out");
    const sealed = await run.seal({ installer: true }, { out });
    expect(run.names().slice(0, 4).sort()).toEqual([...INSTALLERS, ...Object.keys(ASSETS)]);
    expect(run.names().slice(4)).toEqual(EVIDENCE);
    expect(readdirSync(out).sort()).toEqual([...EVIDENCE, ...INSTALLERS].sort());
    expect(sealed.assets.map(({ name }) => name)).toEqual([...INSTALLERS, ...Object.keys(ASSETS)]);
    const words = sealed.written?.verifyArguments ?? [];
    expect(words.filter((word) => word.endsWith("install.sh"))).toEqual([join(out, "install.sh")]);
    expect(sealed.written?.files.filter(({ path }) => !existsSync(path))).toEqual([]);
  });

  test("says in them who signs, as the certificate then does: a workflow of another repository, too", async () => {
    const signerWorkflow = "shared/workflows/.github/workflows/release.yml@refs/heads/main";
    const run = publishingRun(ASSETS, { signerWorkflow });
    const out = join(temporaryFolder(), "out");
    await run.seal({ installer: true }, { out });
    expect(readFileSync(join(out, "install.sh"), "utf8")).toContain(
      "verify --repository octo-org/octo-tool --signer-workflow shared/workflows/.github/workflows/release.yml",
    );
  });

  test("is finished by a rerun without signing again, wherever it stopped", async () => {
    const whole = publishingRun(ASSETS);
    await whole.seal({ installer: true });
    for (const last of [2, 4, 6, whole.github.visible().length - 1]) {
      const run = publishingRun(ASSETS);
      dieAfter(run.github, last);
      await run.seal({ installer: true }).catch(() => undefined);
      run.github.interfere = () => undefined;
      run.github.afterwards = () => undefined;
      const sealed = await run.seal({ installer: true });
      expect(run.names()).toHaveLength(4 + EVIDENCE.length);
      expect(sealed.recovered).toBe(last > 5);
    }
  });

  test("takes over the scripts of an earlier run that lie among its files or on the draft, and makes them again", async () => {
    const run = publishingRun(ASSETS);
    const out = join(temporaryFolder(), "out");
    await run.seal({ installer: true }, { out, keepDraft: true });
    for (const name of INSTALLERS) writeFileSync(join(run.folder, "dist", name), readFileSync(join(out, name)));
    const again = await run.seal({ installer: true, assetsFrom: ["release"] });
    expect(again.recovered).toBe(true);
    expect(again.assets).toHaveLength(4);
    expect(run.opened()).toBe(1);
  });
});

test("a certificate of somebody else than the scripts name stops the run before anything is signed", async () => {
  // Nothing here says what started the run, and its certificate does.
  const run = publishingRun(ASSETS, { event: "schedule" });
  const order = { installer: true, unsafeTriggers: ["schedule"] } as const;
  const fault = await expectFault("source-contradiction", () => run.seal(order));
  expect(fault.message).toContain("another signer than the installers");
  expect(run.github.releases).toEqual([]);
});

describe("nothing is signed", () => {
  const refused = async (code: Parameters<typeof expectFault>[0], assets: Readonly<Record<string, string>>) => {
    const run = publishingRun(assets);
    const fault = await expectFault(code, () => run.seal({ installer: true }));
    expect(run.opened()).toBe(0);
    expect(run.github.releases).toEqual([]);
    return fault;
  };

  test("where somebody else's file has the name of an installer", async () => {
    for (const name of ["install.sh", "INSTALL.PS1"])
      await refused("asset-name-reserved", { ...ASSETS, [name]: "#!/bin/sh\n" });
  });

  test("where a name could be read by a shell", async () => {
    await refused("installer-name", { "octo-tool-linux-amd64;id": "a tool\n" });
  });

  test("where no file is for any machine, or two are for one", async () => {
    await refused("installer-none", { "tool.jar": "a tool\n" });
    await refused("installer-ambiguous", { ...ASSETS, "octo-tool-linux-x64": "another tool\n" });
  });
});

test("without being asked for, none are made, and their names are free", async () => {
  const run = publishingRun({ ...ASSETS, "install.sh": "#!/bin/sh\n" });
  const sealed = await run.seal();
  expect(sealed.assets.map(({ name }) => name)).toEqual(["install.sh", ...Object.keys(ASSETS)]);
  expect(sealed.capsule.name).toBe(CAPSULE);
});
