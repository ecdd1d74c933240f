import { createInterface } from "node:readline";

/** Asks at the terminal; true for `y` or `yes`, false for anything else, undefined if nobody is there. */
export async function askYes(question: string): Promise<boolean | undefined> {
  const { stdin, stderr } = process;
  if (stdin.isTTY !== true || stderr.isTTY !== true) return undefined;
  const reader = createInterface({ input: stdin, output: stderr });
  try {
    const answer = await new Promise<string>((resolve) => {
      reader.once("close", () => resolve(""));
      reader.question(`${question} [y/N] `, resolve);
    });
    return /^y(?:es)?$/i.test(answer.trim());
  } finally {
    reader.close();
  }
}
