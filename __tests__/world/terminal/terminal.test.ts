import { Writable } from "node:stream";
import { expect, test } from "vitest";
import {
  plainProgress,
  quietProgress,
  terminalProgress,
  tolerateClosedPipes,
} from "../../../src/world/terminal/terminal.ts";
import { expectFault } from "../../expect-fault.ts";

/** A stream that keeps what is written. */
function stream(isTTY: boolean): NodeJS.WriteStream & { text(): string } {
  const chunks: string[] = [];
  const writable = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(String(chunk));
      done();
    },
  });
  const cursor = { cursorTo: () => true, moveCursor: () => true, clearLine: () => true };
  return Object.assign(writable, {
    isTTY,
    ...cursor,
    columns: 80,
    text: () => chunks.join(""),
  }) as unknown as NodeJS.WriteStream & {
    text(): string;
  };
}

test("where nobody watches, each step and warning is a line without any control character", () => {
  const to = stream(false);
  const progress = terminalProgress(to);
  progress.step("hashing \u001b[31m");
  progress.advance(1, 2);
  progress.warn("odd\u202e");
  progress.done();
  expect(to.text()).toBe("hashing \\u{1b}[31m\nwarning: odd\\u{202e}\n");
});

test("for those who want results only, warnings stay", () => {
  const lines: string[] = [];
  const progress = quietProgress((line) => lines.push(line));
  progress.step("a step");
  progress.warn("careful");
  progress.done();
  expect(lines).toEqual(["warning: careful"]);
});

test("plain progress writes lines where it is told to", () => {
  const lines: string[] = [];
  plainProgress((line) => lines.push(line)).step("a step");
  expect(lines).toEqual(["a step"]);
});

test("on a terminal a warning stays a line of its own, and the end clears the rest", () => {
  const to = stream(true);
  const progress = terminalProgress(to);
  progress.step("hashing 2 assets");
  progress.advance(1, 2);
  progress.warn("careful");
  progress.done();
  expect(to.text()).toContain("warning: careful\n");
});

test("a closed pipe is tolerated, another failure of a stream is not (P13)", async () => {
  const to = stream(false);
  tolerateClosedPipes([to]);
  expect(() => to.emit("error", Object.assign(new Error("closed"), { code: "EPIPE" }))).not.toThrow();
  await expectFault("file-unwritable", () => to.emit("error", Object.assign(new Error("other"), { code: "EIO" })));
  await expectFault("file-unwritable", () => to.emit("error", Object.assign(new Error("full"), { code: "ENOSPC" })));
});
