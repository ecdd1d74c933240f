import { createHash, X509Certificate } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GITHUB_ISSUER, type GitHubRun, gitHubRun } from "../../github-sigstore/github-run.ts";
import { type Installed, moduleFolder, type ProgramName } from "../install-program.ts";
import type { SigningPlace } from "../seal-release.ts";
import { startGitHubIssuer } from "./github-issuer.ts";
import { type LossyLog, startLossyLog } from "./lossy-log.ts";
import {
  makeAuthority,
  startCtLog,
  startFulcio,
  startRekorV1,
  startRekorV2,
  startTimestampAuthority,
  type TrustedService,
} from "./real-services.ts";
import type { Service } from "./service.ts";
import { startTrillian } from "./trillian.ts";

export interface RealSigstore extends Service {
  /** One for each way to witness a signature. */
  readonly places: readonly SigningPlace[];
  /** Rekor v2 again, which loses answers; it is judged for itself. */
  readonly lossy: { readonly place: SigningPlace; readonly log: LossyLog } | undefined;
  /** What could not be started, and why. */
  readonly missing: readonly { readonly shape: string; readonly reason: string }[];
  /** An identity token, for programs that take one. */
  token(): string;
  /** The variables of a job of another run; those of the run before have no token from then on. */
  jobOf(run: Partial<GitHubRun>): Promise<Record<string, string>>;
}

const ORGANIZATION = "UNTRUSTED interop test authority";

/**
 * The real services on this machine: Fulcio with a CT log, a timestamp authority, Rekor v1 and v2. A log that does not
 * start takes its place with it; without authority or timestamps there is none.
 */
export async function startRealSigstore(programs: readonly Installed[]): Promise<RealSigstore> {
  const folder = mkdtempSync(join(tmpdir(), "capsule-real-sigstore-"));
  const running: Service[] = [];
  const missing: { shape: string; reason: string }[] = [];
  const keep = <T extends Service>(service: T): T => {
    running.unshift(service);
    return service;
  };
  const program = (name: ProgramName): string => pathOf(programs, name);
  const close = async (): Promise<void> => {
    for (const service of running) await service.close();
  };
  try {
    const issuer = keep(await startGitHubIssuer());
    const timestamps = keep(await startTimestampAuthority(program("timestamp-server"), folder));
    const trillian = keep(await startTrillian(trillianPrograms(program), folder));
    const authority = makeAuthority(folder, ORGANIZATION);
    const ctLog = keep(
      await startCtLog({ program: program("ct_server"), trillian, rootPath: authority.rootPath }, folder),
    );
    const configPath = join(moduleFolder("fulcio"), "config/identity/config.yaml");
    const fulcio = keep(
      await startFulcio({ program: program("fulcio"), configPath, authority, ctLog, env: issuer.env }, folder),
    );
    const attempt = async <T extends TrustedService<Buffer>>(shape: string, start: () => Promise<T>) => {
      try {
        return keep(await start());
      } catch (error) {
        missing.push({ shape, reason: error instanceof Error ? error.message : String(error) });
        return undefined;
      }
    };
    const v1 = await attempt("Rekor v1", () => startRekorV1(program("rekor-server"), trillian, folder));
    const v2 = await attempt("Rekor v2", () => startRekorV2(program("rekor-tiles"), folder));
    const run = gitHubRun();
    const env = await issuer.jobOf(run);
    const place = (log: SigningPlace["log"], name: string, service?: TrustedService<Buffer>): SigningPlace => ({
      shape: name,
      log,
      env,
      ...writeTrust(join(folder, name), { fulcio, ctLog, timestamps, log, service }),
      identity: `https://github.com/${run.repository}/${run.workflow}@${run.ref}`,
      issuer: GITHUB_ISSUER,
      repository: run.repository,
    });
    const log = v2 === undefined ? undefined : keep(await startLossyLog(v2));
    const lossyPlace = (v2: TrustedService<Buffer>, url: string): SigningPlace =>
      place("v2", "Fulcio, Rekor v2 whose answers are lost, timestamps", { ...v2, url });
    return {
      lossy: v2 === undefined || log === undefined ? undefined : { place: lossyPlace(v2, log.url), log },
      places: [
        ...(v1 === undefined ? [] : [place("v1", "Fulcio, Rekor v1, timestamps", v1)]),
        ...(v2 === undefined ? [] : [place("v2", "Fulcio, Rekor v2, timestamps", v2)]),
        place("none", "Fulcio, timestamps"),
      ],
      missing,
      token: () => issuer.token(run, "sigstore"),
      jobOf: (changes) => issuer.jobOf(gitHubRun(changes)),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function pathOf(programs: readonly Installed[], name: ProgramName): string {
  const found = programs.find((one) => one.name === name);
  if (found === undefined) throw new Error(`${name} was not asked for`);
  if ("error" in found) throw new Error(`${name} was not built: ${found.error}`);
  return found.path;
}

function trillianPrograms(program: (name: ProgramName) => string) {
  return {
    logServer: program("trillian_log_server"),
    logSigner: program("trillian_log_signer"),
    createTree: program("createtree"),
    schema: join(moduleFolder("trillian_log_server"), "storage/postgresql/schema/storage.sql"),
  };
}

interface Parts {
  readonly fulcio: TrustedService<string[]>;
  readonly ctLog: TrustedService<Buffer>;
  readonly timestamps: TrustedService<string[]>;
  readonly log: SigningPlace["log"];
  readonly service: TrustedService<Buffer> | undefined;
}

/** Trusted root and signing config of the instance, as its operator would give them out. */
function writeTrust(prefix: string, parts: Parts): { trustedRootPath: string; signingConfigPath: string } {
  const { fulcio, ctLog, timestamps, log, service } = parts;
  const start = new Date(Date.now() - 3_600_000).toISOString();
  const validFor = { start };
  const authority = ({ url, trust }: TrustedService<string[]>) => ({
    subject: { organization: ORGANIZATION, commonName: "root" },
    uri: url,
    certChain: { certificates: trust.map((pem) => ({ rawBytes: new X509Certificate(pem).raw.toString("base64") })) },
    validFor,
  });
  const logOf = ({ url, trust }: TrustedService<Buffer>, keyDetails: string, id: Buffer) => ({
    baseUrl: url,
    hashAlgorithm: "SHA2_256",
    publicKey: { rawBytes: trust.toString("base64"), keyDetails, validFor },
    logId: { keyId: id.toString("base64") },
  });
  const ecdsa = (log: TrustedService<Buffer>) => logOf(log, "PKIX_ECDSA_P256_SHA_256", sha256(log.trust));
  const ed25519 = (log: TrustedService<Buffer>) => logOf(log, "PKIX_ED25519", noteKeyId("127.0.0.1", log.trust));
  const trustedRoot = {
    mediaType: "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
    tlogs: service === undefined ? [] : [log === "v2" ? ed25519(service) : ecdsa(service)],
    certificateAuthorities: [authority(fulcio)],
    ctlogs: [ecdsa(ctLog)],
    timestampAuthorities: [authority(timestamps)],
  };
  const address = (url: string, majorApiVersion = 1) => [{ url, majorApiVersion, validFor, operator: ORGANIZATION }];
  const any = { selector: "ANY" };
  const signingConfig = {
    mediaType: "application/vnd.dev.sigstore.signingconfig.v0.2+json",
    caUrls: address(fulcio.url),
    oidcUrls: address(GITHUB_ISSUER),
    rekorTlogUrls: service === undefined ? [] : address(service.url, log === "v2" ? 2 : 1),
    ...(service === undefined ? {} : { rekorTlogConfig: any }),
    tsaUrls: address(timestamps.url),
    tsaConfig: any,
  };
  const [trustedRootPath, signingConfigPath] = [`${prefix}.trusted_root.json`, `${prefix}.signing_config.json`];
  writeFileSync(trustedRootPath, JSON.stringify(trustedRoot));
  writeFileSync(signingConfigPath, JSON.stringify(signingConfig));
  return { trustedRootPath, signingConfigPath };
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).digest();
}

/** The id of an Ed25519 key of a signed note, whole (C2SP signed-note: name, newline, 0x01, the 32 bytes of the key). */
function noteKeyId(name: string, spki: Buffer): Buffer {
  return sha256(Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(1), spki.subarray(-32)]));
}
