import type { FindPlugin } from "../../domain/notary/verification-plugin.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { SigningPrograms } from "../../ports/signing-program.ts";
import { callPlugin, pluginMetadata } from "./plugin-calls.ts";

/**
 * Verification plugins of Notary's contract 1.0, from notation's own folder of plugins. Whoever names one lets its program run. Faults: `plugin-missing`,
 * `plugin-unfit`, `plugin-failed`, `plugin-malformed`.
 */
export function verificationPlugins(programs: SigningPrograms): FindPlugin {
  return async (name) => {
    const program = await programs.find("notation", name);
    if (program === undefined) {
      throw new Fault("plugin-missing", `there is no plugin ${printable(name, 60)} in notation's folder of plugins`);
    }
    const called = { name, config: {}, program };
    const { version, capabilities } = await pluginMetadata(called);
    return {
      ...{ name, version, capabilities },
      async verify(request) {
        const answer = await callPlugin("verify-signature", called, { ...request });
        return { ...answer, processedAttributes: answer.processedAttributes ?? [] };
      },
    };
  };
}
