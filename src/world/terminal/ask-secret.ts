import { createInterface } from "node:readline";
import { Writable } from "node:stream";

/** Asks at the terminal and shows nothing of what is typed; undefined if nobody is there. The prompt goes to standard error. */
export async function askSecret(prompt: string): Promise<string | undefined> {
  const { stdin, stderr } = process;
  if (stdin.isTTY !== true || stderr.isTTY !== true) return undefined;
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: stdin, output: silent, terminal: true });
  stderr.write(prompt);
  try {
    return await new Promise<string | undefined>((resolve) => {
      reader.once("line", resolve);
      reader.once("close", () => resolve(undefined));
    });
  } finally {
    stderr.write("\n");
    reader.close();
  }
}
