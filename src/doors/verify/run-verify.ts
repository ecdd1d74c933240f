import { parseArgs } from "node:util";
import { TOOL } from "../../domain/tool.ts";
import { Fault } from "../../kernel/fault.ts";
import { FAULT_CODES } from "../../kernel/fault-codes.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { printable } from "../../kernel/printable.ts";
import { faultJson } from "../../views/fault/fault-json.ts";
import { faultText } from "../../views/fault/fault-text.ts";
import { explained } from "../../views/layout.ts";
import type { VerifyConsole } from "../cli/console.ts";
import { guideCommand } from "../cli/guide.ts";
import { reportCommand } from "../cli/report.ts";
import { showCommand } from "../cli/show.ts";
import { verifyCommand } from "../cli/verify.ts";
import { asFlag } from "../options/as-flag.ts";
import { guideDescription } from "../options/guide.ts";
import type { Option, Options } from "../options/option.ts";
import { type OptionValues, readOptionValues } from "../options/option-values.ts";
import { reportDescription } from "../options/report.ts";
import { showDescription } from "../options/show.ts";
import { verifyDescription } from "../options/verify.ts";
import { asFault, debugText } from "../process/as-fault.ts";

const HELP = `capsule ${TOOL.version}, the verifier alone: it opens no socket and signs nothing.

  verify.js verify ${verifyDescription.arguments}
  verify.js report ${reportDescription.arguments}
  verify.js show ${showDescription.arguments}
  verify.js guide ${guideDescription.arguments}

Instead of a capsule, - is what is piped in. Flags of verify:

`;

function flagsText(width: number): string {
  const flags = Object.entries(verifyDescription.options);
  const rows = flags.map(([name, { description }]) => [`--${name}`, description] as const);
  return `${explained(rows, { width, paint: (_style, text) => text }).join("\n")}\n`;
}

/**
 * The commands `verify`, `report`, `show` and `guide` of the whole program, with its flags, output and exit codes; the grammar of their
 * flags is that of Node. Resolves to the exit code.
 */
export async function runVerify(argv: readonly string[], io: VerifyConsole): Promise<number> {
  const [command, ...rest] = asksForHelp(argv) ? ["help"] : argv;
  try {
    switch (command) {
      case "verify": {
        const { words, values } = read(rest, verifyDescription.options);
        return await verifyCommand(words, { values, log: undefined }, io);
      }
      case "report": {
        const { words, values } = read(rest, reportDescription.options);
        return await reportCommand(words, values, io);
      }
      case "show": {
        const { words, values } = read(rest, showDescription.options);
        return await showCommand(words, values, io);
      }
      case "guide": {
        const { words, values } = read(rest, guideDescription.options);
        return await guideCommand(words, values, io);
      }
      case "help":
        io.out(HELP + flagsText(io.width ?? 80));
        return 0;
      case "version":
      case "--version":
        io.out(`${TOOL.version}\n`);
        return 0;
      default:
        throw new Fault("usage", `this program has no command ${printable(command ?? "")}`, {
          hint: "it has verify, report, show and guide; everything else is in dist/cli.js",
        });
    }
  } catch (error) {
    const fault = asFault(error);
    io.err(`${faultText(fault, asFlag)}\n${debugText(error, io.env)}`);
    if (argv.includes("--json")) io.out(jsonText(faultJson(fault, asFlag)));
    return FAULT_CODES[fault.code].exit;
  }
}

/** Wherever it stands before `--`. */
function asksForHelp(argv: readonly string[]): boolean {
  const flags = argv.slice(0, argv.includes("--") ? argv.indexOf("--") : argv.length);
  return flags.includes("--help") || flags.includes("-h");
}

const HINT = "see verify.js --help, and put -- before a name like -a";

interface ReadArguments<O extends Options> {
  readonly words: readonly string[];
  readonly values: OptionValues<O>;
}

function read<O extends Options>(argv: readonly string[], options: O): ReadArguments<O> {
  const flags = Object.entries<Option>(options).filter(([, { only }]) => only !== "input");
  const names = new Map(flags.flatMap(([name, one]) => [name, ...(one.aliases ?? [])].map((each) => [each, name])));
  const grammar = Object.fromEntries([...names].map(([each, name]) => [each, grammarOf(options[name] as Option)]));
  const given = new Map<string, string[]>();
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options: grammar, allowPositionals: true });
    for (const [each, found] of Object.entries(values)) {
      const name = names.get(each) ?? each;
      given.set(name, [...(given.get(name) ?? []), ...[found].flat().map(String)]);
    }
    if (positionals.length === 0) throw new Fault("usage", "no file is named", { hint: HINT });
    return { words: positionals, values: readOptionValues(given, options, (name) => `--${name}`) };
  } catch (cause) {
    if (cause instanceof Fault || !(cause instanceof TypeError)) throw cause;
    const [sentence = ""] = cause.message.split(/\. |\n/);
    throw new Fault("usage", sentence.slice(0, 200), { hint: HINT, cause });
  }
}

function grammarOf({ kind }: Option): { type: "boolean" | "string"; multiple: boolean } {
  const isSwitch = kind === "switch";
  return { type: isSwitch ? "boolean" : "string", multiple: !isSwitch };
}
