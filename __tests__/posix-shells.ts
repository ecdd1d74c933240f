import { spawnSync } from "node:child_process";

export interface PosixShell {
  readonly name: string;
  readonly program: string;
  /** What comes before the text of a command. */
  readonly before: readonly string[];
  readonly installed: boolean;
}

/** The shells that commands are pasted into; tests of one that is not installed are skipped. */
export const POSIX_SHELLS: readonly PosixShell[] = [
  shell("sh"),
  shell("bash"),
  shell("dash"),
  shell("zsh"),
  shell("busybox sh", "busybox", ["sh"]),
];

function shell(name: string, program = name, before: readonly string[] = []): PosixShell {
  const words = [...before, "-c"];
  return { name, program, before: words, installed: spawnSync(program, [...words, ":"]).status === 0 };
}
