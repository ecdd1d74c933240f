import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { newFolder, runProgram } from "../../run-program.ts";

const PROGRAM = fileURLToPath(new URL("ending-program.ts", import.meta.url));

const end = (characters: number, milliseconds: number) =>
  runProgram(process.execPath, [PROGRAM, String(characters), String(milliseconds)], { cwd: newFolder() });

test("a process whose door is done waits for nothing that was left behind", async () => {
  const start = performance.now();
  const { status, stdout, stderr } = await end(1, 60_000);
  expect({ status, stdout, stderr }).toEqual({ status: 3, stdout: "a", stderr: "" });
  expect(performance.now() - start).toBeLessThan(30_000);
});

test("all that a door wrote arrives before its process ends", async () => {
  const { status, stdout } = await end(5_000_000, 0);
  expect({ status, length: stdout.length }).toEqual({ status: 3, length: 5_000_000 });
});
