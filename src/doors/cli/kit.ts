import { relative, resolve } from "node:path";
import type { ExpectedIdentity } from "../../domain/sigstore/expected-identity.ts";
import { importKit } from "../../journeys/kit/import-kit.ts";
import { kitStatus } from "../../journeys/kit/kit-status.ts";
import { makeKit } from "../../journeys/kit/make-kit.ts";
import { mirrorKit } from "../../journeys/kit/mirror-kit.ts";
import { rollBackKit } from "../../journeys/kit/rollback-kit.ts";
import { verifyKit } from "../../journeys/kit/verify-kit.ts";
import { Fault } from "../../kernel/fault.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { printable } from "../../kernel/printable.ts";
import type { Progress } from "../../ports/progress.ts";
import { kitJson, type ShownKit, shownKit } from "../../views/kit/kit-json.ts";
import { kitText } from "../../views/kit/kit-text.ts";
import { KIT_ACTIONS } from "../options/kit.ts";
import { countOf, type KitValues, kitToMake } from "../requests/kit-request.ts";
import { readKeys } from "../requests/read-keys.ts";
import { readPolicy } from "../requests/read-policy.ts";
import { sigstoreNamed } from "../requests/seal-request.ts";
import { expectedIdentity, namesSigner } from "../requests/verify-request.ts";
import { verifyingValues } from "../requests/verifying-values.ts";
import { keySettings } from "../settings/key-settings.ts";
import { trustSettings } from "../settings/trust-settings.ts";
import type { Console } from "./console.ts";
import type { RunCommand } from "./run-command.ts";

/** `capsule kit <action> <path> [target]`. */
export const kitCommand: RunCommand<"kit"> = async ([name = "", path = "", target], values, io) => {
  const action = KIT_ACTIONS.find((one) => one === name);
  if (action === undefined) {
    throw new Fault("usage", `kit has no action ${printable(name)}`, { hint: `it has ${KIT_ACTIONS.join(", ")}` });
  }
  const isMirrored = action === "import" && values.isGiven("to");
  if ((target === undefined) === WITH_TARGET.has(action) && !(isMirrored && target === undefined)) {
    throw new Fault(
      "usage",
      WITH_TARGET.has(action) ? `kit ${action} takes two paths` : `kit ${action} takes one path`,
    );
  }
  const progress = io.progress(values.isOn("quiet"));
  const shown = await ACTIONS[action]({ path: resolve(io.folder, path), target, values, io, progress });
  progress.done();
  io.out(values.isOn("json") ? jsonText(kitJson(shown)) : kitText(shown, { paint: io.paint, width: io.width ?? 80 }));
  return shown.result === "stale" ? 3 : 0;
};

type Action = (typeof KIT_ACTIONS)[number];

const WITH_TARGET: ReadonlySet<Action> = new Set(["make", "import"]);
/** Lines of the log that status shows. */
const LAST_ENTRIES = 5;

interface Call {
  /** Absolute. */
  readonly path: string;
  readonly target: string | undefined;
  readonly values: KitValues;
  readonly io: Console;
  readonly progress: Progress;
}

const ACTIONS: Readonly<Record<Action, (call: Call) => Promise<ShownKit>>> = {
  make: async ({ path, target = "", values, io, progress }) => {
    const [trustedRoot, sigstore] = [values.text("trusted-root"), sigstoreNamed(values.text("sign-with"), io.folder)];
    if (sigstore.kind === "local") {
      throw new Fault("usage", "what the local instance signs is trusted by nobody", { hint: "name another instance" });
    }
    const ports = await io.kitMakingPorts({
      ...{ sigstore, progress, unsafePublicLog: values.isOn("unsafe-public-log") },
      key: keySettings(values.text("sign-key"), values, { folder: io.folder, shown: values.spelling("sign-key") }),
      trustedRoot: trustedRoot === undefined ? undefined : resolve(io.folder, trustedRoot),
    });
    const made = await makeKit(kitToMake({ folder: path, out: target }, values, io, ports.clock.now()), ports);
    const paths = made.paths.map((one) => relative(io.folder, one) || one);
    return shownKit({ action: "make", result: "made", ...signed(made), paths });
  },

  verify: async (call) => {
    const { path, values, io } = call;
    const { kit } = await verifyKit({ path, identity: await identityOf(values, io) }, await portsOf(call));
    return shownKit({ action: "verify", result: "verified", ...signed(kit) });
  },

  import: async (call) => {
    const { path, target, values, io } = call;
    const [to, dryRun, force] = [values.text("to"), values.isOn("dry-run"), forcing(values)];
    const [identity, ports] = [await identityOf(values, io), await portsOf(call)];
    if (target === undefined) {
      const { kit, overruled, names } = await mirrorKit({ path, identity, to: to ?? "", dryRun, force }, ports);
      return shownKit({
        ...{ action: "import", result: dryRun ? "would-import" : "imported", ...signed(kit), names },
        overruled: [...new Set(overruled.map(({ code }) => code))],
      });
    }
    const keep = countOf(values.text("keep"), values.spelling("keep"), 1000);
    const order = { path, folder: resolve(io.folder, target), identity, dryRun, force, keep, to };
    const { kit, before, status, overruled, removed, recovered, names } = await importKit(order, ports);
    return shownKit({
      names,
      ...{
        action: "import",
        result: status,
        ...signed(kit),
        paths: [target],
        before: before?.predicate.sequence ?? null,
      },
      ...{ overruled: [...new Set(overruled.map(({ code }) => code))], removed, recovered },
    });
  },

  status: async (call) => {
    const { path, values, io } = call;
    const asked = verifyingValues(values.given);
    const { depot, kit, standing, retention, signer, everyFile, quarantined } = await kitStatus(
      {
        ...{ folder: path, everyFile: values.isOn("every-file"), auditHead: values.text("audit-head") },
        identity: namesSigner(asked) ? await identityOf(values, io) : undefined,
        maxFeedDays: countOf(values.text("max-age"), values.spelling("max-age"), 36_500),
      },
      await portsOf(call),
    );
    const { entries, head } = depot.audit;
    const interrupted = depot.journal !== undefined;
    const last = entries.slice(-LAST_ENTRIES).map(({ time, action, kit: about, codes, reason }) => ({
      ...{ time, action, sequence: about?.sequence ?? null, codes, reason },
    }));
    return shownKit({
      ...{ action: "status", result: standing.stale.length > 0 || interrupted ? "stale" : "in-order" },
      ...signed({ ...kit, signer: signer ?? null }),
      status: {
        ...{ ...standing, interrupted, everyFile, kits: depot.kits, quarantined, retention },
        audit: { lines: entries.length, head: head ?? null, last },
      },
    });
  },

  rollback: async (call) => {
    const { path, values } = call;
    const reason = values.text("reason");
    if (reason === undefined) throw noReason(values, "rollback");
    const { from, to } = await rollBackKit({ folder: path, reason }, await portsOf(call));
    return shownKit({
      ...{ action: "rollback", result: "rolled-back", ...signed({ ...to, signer: null }) },
      before: from.predicate.sequence,
    });
  },
};

function signed({
  predicate,
  sha256,
  signer,
}: Pick<ShownKit, "sha256" | "signer"> & { readonly predicate: ShownKit["kit"] }) {
  return { kit: predicate, sha256, signer };
}

async function identityOf(values: KitValues, io: Console): Promise<ExpectedIdentity> {
  const asked = verifyingValues(values.given);
  const policy = await readPolicy(asked, io);
  return expectedIdentity(asked, { policy: policy?.parsed, keys: await readKeys(asked, io) });
}

async function portsOf({ values, io, progress }: Pick<Call, "values" | "io" | "progress">) {
  return io.kitPorts({ ...trustSettings(verifyingValues(values.given), io.folder), progress });
}

/** The reason, if something shall be overruled. Fault: `usage`. */
function forcing(values: KitValues): string | undefined {
  const reason = values.text("reason");
  if (values.isOn("force") && reason === undefined) throw noReason(values, values.spelling("force"));
  if (!values.isOn("force") && reason !== undefined) {
    throw new Fault("usage", `${values.spelling("reason")} means nothing without ${values.spelling("force")}`);
  }
  return reason;
}

function noReason(values: KitValues, what: string): Fault {
  return new Fault("usage", `${what} needs a reason, which is recorded`, {
    hint: `give it with ${values.spelling("reason")}`,
  });
}
