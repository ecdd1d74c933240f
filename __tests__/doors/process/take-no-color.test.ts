import { WriteStream } from "node:tty";
import { afterEach, describe, expect, test, vi } from "vitest";
import { takeNoColor } from "../../../src/doors/process/take-no-color.ts";
import { capsule, newFolder } from "../../run-program.ts";

const TERMINAL = { isTTY: true, writable: true, write: () => true, on: () => TERMINAL } as unknown as WriteStream;
Object.setPrototypeOf(TERMINAL, WriteStream.prototype);

const bold = (...argv: string[]) => takeNoColor(argv, TERMINAL).paint("bold", "VERIFIED");

afterEach(() => vi.unstubAllEnvs());

describe("colour on a terminal", () => {
  const terminal = (env: Record<string, string | undefined>) => {
    for (const name of ["CI", "NO_COLOR", "FORCE_COLOR", "NODE_DISABLE_COLORS", "COLORTERM", "TERM"])
      vi.stubEnv(name, env[name]);
  };

  test("is there", () => {
    terminal({ TERM: "xterm-256color" });
    expect(bold("verify")).toBe("\u001b[1mVERIFIED\u001b[22m");
  });

  test.each([{ NO_COLOR: "1" }, { NO_COLOR: "0" }, { TERM: "dumb" }])("is not there with %o", (env) => {
    terminal({ TERM: "xterm-256color", ...env });
    expect(bold("verify")).toBe("VERIFIED");
  });

  test("is not there with --no-color, wherever it stands, whatever the environment says", () => {
    terminal({ TERM: "xterm-256color", FORCE_COLOR: "1" });
    expect(bold("--no-color", "verify")).toBe("VERIFIED");
    expect(bold("verify", "x.capsule", "--no-color")).toBe("VERIFIED");
  });

  test("is there with --no-color behind --, where it is a file", () => {
    terminal({ TERM: "xterm-256color" });
    expect(bold("verify", "--", "--no-color")).toContain("\u001b[");
    expect(takeNoColor(["--no-color", "verify", "--", "--no-color"], TERMINAL).words).toEqual([
      ...["verify", "--", "--no-color"],
    ]);
  });
});

test("the program prints colour where FORCE_COLOR asks for it, and none with --no-color or NO_COLOR", async () => {
  const cwd = newFolder();
  const table = async (env: Record<string, string>, ...argv: string[]) =>
    (await capsule(["sbom", "--format", "table", ".", ...argv], { cwd, env })).stdout;
  expect(await table({ FORCE_COLOR: "1" })).toContain("\u001b[1mSBOM\u001b[22m");
  expect(await table({ FORCE_COLOR: "1" }, "--no-color")).toMatch(/^SBOM {2}/);
  expect(await table({ NO_COLOR: "1" })).toMatch(/^SBOM {2}/);
});
