import yoctoSpinner, { type Spinner } from "yocto-spinner";
import { escapeInvisible } from "../../kernel/printable.ts";
import type { Progress } from "../../ports/progress.ts";
import { atEnd } from "../at-end.ts";
import { errnoOf } from "../files/errno.ts";
import { unwritable } from "../files/file-faults.ts";

/**
 * Progress on a terminal as one line that changes, and elsewhere as one line per step; always on standard error, where no
 * machine reads results.
 */
export function terminalProgress(stream: NodeJS.WriteStream): Progress {
  return stream.isTTY === true ? spinningProgress(stream) : plainProgress((line) => stream.write(`${line}\n`));
}

/** One line per step and warning. */
export function plainProgress(writeLine: (line: string) => void): Progress {
  return {
    step: (text) => writeLine(visible(text)),
    advance: () => undefined,
    warn: (text) => writeLine(`warning: ${visible(text)}`),
    done: () => undefined,
  };
}

/** For those who want results only; warnings stay. */
export function quietProgress(writeLine: (line: string) => void): Progress {
  return { ...plainProgress(writeLine), step: () => undefined };
}

const CLOSED: readonly string[] = ["EPIPE", "EOF", "ERR_STREAM_DESTROYED"];

/**
 * Keeps a reader that went away (P13: `capsule show … | head`) from ending the program with a stack trace: what cannot be
 * written is dropped, and the exit code still says what was found. A disk that is full is a fault: `file-unwritable`.
 */
export function tolerateClosedPipes(streams: readonly NodeJS.WriteStream[]): void {
  for (const stream of streams) {
    stream.on("error", (error) => {
      if (!CLOSED.includes(errnoOf(error))) throw unwritable("standard output", error);
    });
  }
}

function spinningProgress(stream: NodeJS.WriteStream): Progress {
  // Its own signal listeners would end the process with an exit code; ours keep the signal.
  const spinner: Spinner = yoctoSpinner({ stream, handleSignals: false });
  atEnd(() => spinner.stop());
  let current = "";
  return {
    step(text) {
      current = visible(text);
      spinner.text = current;
      spinner.start();
    },
    advance(done, total, unit) {
      const [part, whole] = unit === "bytes" ? [mebibytes(done), `${mebibytes(total)} MiB`] : [done, total];
      spinner.text = `${current} (${part} of ${whole})`;
    },
    warn(text) {
      spinner.stop();
      stream.write(`warning: ${visible(text)}\n`);
      if (current !== "") spinner.start();
    },
    done() {
      current = "";
      spinner.stop();
    },
  };
}

function mebibytes(bytes: number): string {
  return (bytes / (1 << 20)).toFixed(1);
}

function visible(text: string): string {
  return Array.from(text, escapeInvisible).join("");
}
