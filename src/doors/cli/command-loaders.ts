import type { Command } from "../options/commands.ts";
import type { RunCommand } from "./run-command.ts";

/** Each is loaded when it is run: verifying evaluates no signing code. */
export const COMMAND_LOADERS: { readonly [C in Command]: () => Promise<RunCommand<C>> } = {
  seal: async () => (await import("./seal.ts")).sealCommand,
  check: async () => (await import("./check.ts")).checkCommand,
  get: async () => (await import("./get.ts")).getCommand,
  verify: async () => (await import("./verify-by-name.ts")).verifyByName,
  report: async () => (await import("./report.ts")).reportCommand,
  show: async () => (await import("./show.ts")).showCommand,
  guide: async () => (await import("./guide-or-admission.ts")).guideOrAdmissionCommand,
  sbom: async () => (await import("./sbom.ts")).sbomCommand,
  diff: async () => (await import("./diff.ts")).diffCommand,
  audit: async () => (await import("./audit.ts")).auditCommand,
  image: async () => (await import("./image.ts")).imageCommand,
  announce: async () => (await import("./announce.ts")).announceCommand,
  vouch: async () => (await import("./vouch.ts")).vouchCommand,
  watch: async () => (await import("./watch.ts")).watchCommand,
  log: async () => (await import("./log.ts")).logCommand,
  state: async () => (await import("./state.ts")).stateCommand,
  timeline: async () => (await import("./timeline.ts")).timelineCommand,
  explain: async () => (await import("./explain.ts")).explainCommand,
  join: async () => (await import("./join.ts")).joinCommand,
  erase: async () => (await import("./erase.ts")).eraseCommand,
  scan: async () => (await import("./scan.ts")).scanCommand,
  affected: async () => (await import("./affected.ts")).affectedCommand,
  vex: async () => (await import("./vex.ts")).vexCommand,
  kit: async () => (await import("./kit.ts")).kitCommand,
  roots: async () => (await import("./roots.ts")).rootsCommand,
  completion: async () => (await import("./completion.ts")).completionCommand,
  "sign-bundle": async () => (await import("./sign-bundle.ts")).signBundleCommand,
  "verify-bundle": async () => (await import("./verify-bundle.ts")).verifyBundleCommand,
};
