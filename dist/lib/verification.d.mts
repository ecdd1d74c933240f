import type { NamedFile } from "./file-bytes.mjs";
import type { Problem } from "./problem.mjs";
/** What is asked: whether files are those that somebody released, by evidence that came with them. */
export interface VerifyOrder {
	/** A capsule, a Sigstore bundle, an `.intoto.jsonl`, or a list of checksums that is signed by a bundle among `beside`. */
	readonly evidence: NamedFile;
	/** The files to judge, or digests that stand in for them. Without any, `evidenceOnly` says that none is meant. */
	readonly files: readonly (NamedFile | FileDigest)[];
	/** Who must have signed. Take it from a place of your own, never from the release. */
	readonly signer: Signer;
	/** Files that are not of the release and may say something of it, such as approvals of others. */
	readonly beside?: readonly NamedFile[];
	/** `name@version`: an older genuine release does not pass as this one. Without it the name of the capsule says it. */
	readonly release?: string;
	/** Requires every file of the release. */
	readonly all?: boolean;
	/** Sound evidence is enough, without a file. */
	readonly evidenceOnly?: boolean;
	/** What `sigstore` calls `trusted_root.json`, instead of the built-in ones of the public instance and GitHub. */
	readonly trustedRoot?: NamedFile;
	/** The time that it is; by default that of the clock. */
	readonly now?: Date;
}
/** A digest in place of a file. */
export interface FileDigest {
	/** The name that the file would have, if it is known. */
	readonly name?: string;
	/** Lower-case hex. */
	readonly sha256: string;
	/** Lower-case hex. */
	readonly sha512?: string;
}
export type Signer = {
	/** `owner/name` on GitHub, or a web address: a workflow of that repository, run for the tag of the release. */
	readonly repository: string;
} | {
	/** The whole subject alternative name of the certificate. */
	readonly identity: string;
	/** The whole issuer in the certificate. */
	readonly issuer: string;
};
/**
* What was found. Only `verified` says that the files are those that the signer released. `unanswered` judges nothing: the
* order was malformed, or something could not be read.
*/
export type VerifyAnswer = Verification | {
	readonly verdict: "unanswered";
	readonly problem: Problem;
};
/** The document that `capsule verify --json` prints; docs/schemas/verification.json describes it. */
export interface Verification {
	readonly schema: string;
	readonly verdict: "verified" | "rejected" | "incomplete";
	/** 0 verified, 1 rejected, 3 incomplete, 4 a file could not be read. */
	readonly exitCode: 0 | 1 | 3 | 4;
	/** Hex, of the evidence. */
	readonly capsuleSha256: string;
	/** `local`: sealed with the local test instance, which proves nothing about who did it. */
	readonly trust: "local" | "sigstore" | "notary";
	readonly trustedRoot: {
		readonly origin: string;
		readonly dated: string | null;
	};
	/** Null if the root of the capsule did not verify. */
	readonly release: VerifiedRelease | null;
	/** One for each check. */
	readonly claims: readonly VerifiedClaim[];
	readonly assets: readonly VerifiedAsset[];
	readonly approvals: readonly VerifiedApproval[];
	/** How far the claims about the evidence reach; null if the root did not verify. */
	readonly evidence: Readonly<Record<"signatures" | "sboms" | "statements", EvidenceReach>> | null;
	/** Files that could not be read. */
	readonly failures: readonly Problem[];
}
/** Of entries of one kind: verified, or only compared with the digests that the root has of them. */
export interface EvidenceReach {
	readonly asked: number;
	readonly byDigest: number;
}
/** Facts about a release, all of them signed by whoever was expected. */
export interface VerifiedRelease {
	/** Hex SHA-256 of the root's payload: the name of the release in logs and other capsules. */
	readonly sha256: string;
	readonly name: string;
	readonly version: string;
	readonly tag: string | null;
	readonly commit: string | null;
	/** Web address. */
	readonly repository: string | null;
	readonly runUri: string | null;
	readonly signer: VerifiedSigner;
	readonly times: readonly VerifiedTime[];
	readonly logEntries: readonly {
		readonly log: string;
		readonly index: string;
		readonly time: string | null;
	}[];
}
export type VerifiedSigner = {
	readonly kind: "certificate";
	readonly identity: string;
	readonly issuer: string | null;
} | {
	readonly kind: "key";
	readonly fingerprint: string;
};
/** RFC 3339, UTC. */
export interface VerifiedTime {
	readonly source: "log" | "timestamp-authority";
	readonly time: string;
}
/** The outcome of one check; docs/verification.md says what each `id` means. */
export interface VerifiedClaim {
	readonly id: string;
	readonly status: "verified" | "failed" | "missing" | "not-checked" | "not-applicable";
	/** Whether the verdict depends on it. */
	readonly required: boolean;
	readonly reason: string;
	/** Of a problem, if there is one. */
	readonly code: string | null;
	readonly hint: string | null;
}
export interface VerifiedAsset {
	/** As it was sealed; null for a file that is not of the release. */
	readonly name: string | null;
	/** As it was given; null for one that was not. */
	readonly looked: string | null;
	readonly status: string;
	readonly reason: string;
	/** Whether it lies beside the assets, as the checksum list does. */
	readonly isDocument: boolean;
	/** Bytes. */
	readonly size: number | null;
	/** Hex, of what was given. */
	readonly sha256: string | null;
	/** Hex, of what was sealed. */
	readonly sealedSha256: string | null;
}
/** What somebody else says of the release. */
export interface VerifiedApproval {
	readonly file: string;
	readonly status: "counted" | "carried" | "not-counted" | "refused";
	readonly kind: "approval" | "rebuild" | null;
	readonly signer: VerifiedSigner | null;
	readonly times: readonly VerifiedTime[];
	readonly builder: string | null;
	/** Names of the files that were rebuilt. */
	readonly rebuilt: readonly string[];
	readonly code: string | null;
	readonly reason: string;
}
