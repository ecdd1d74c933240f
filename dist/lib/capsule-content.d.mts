/** The document that `capsule show --json` prints; docs/schemas/capsule-content.json describes it. */
export interface CapsuleContent {
	readonly schema: string;
	/** Nothing of it is. */
	readonly verified: false;
	/** Hex, of the file. */
	readonly capsuleSha256: string;
	/** Hex, of the root's payload. */
	readonly rootSha256: string;
	/** Whom the certificate names; null if a key signed. */
	readonly signer: {
		readonly identity: string;
		readonly issuer: string | null;
	} | null;
	readonly root: CapsuleRoot;
	/** In the order of the archive. */
	readonly entries: readonly CapsuleEntry[];
}
export interface CapsuleEntry {
	readonly name: string;
	/** Bytes. */
	readonly size: number;
	/** Hex. */
	readonly sha256: string;
	readonly mediaType: string | null;
	/** Whether the root has this digest of it; null for the root itself. */
	readonly listed: boolean | null;
}
/** An in-toto statement (https://in-toto.io/Statement/v1) over every file and image of the release. */
export interface CapsuleRoot {
	readonly _type: "https://in-toto.io/Statement/v1";
	readonly subject: readonly CapsuleSubject[];
	readonly predicateType: string;
	readonly predicate: {
		readonly release: CapsuleRelease;
		/** Every other entry of the capsule. */
		readonly evidence: readonly {
			readonly name: string;
			readonly digest: {
				readonly sha256: string;
			};
			readonly mediaType: string;
			readonly annotations: {
				readonly size: number;
				readonly subject?: string | undefined;
				readonly predicateType?: string | undefined;
			};
		}[];
		readonly pins: readonly {
			readonly uri: string;
			readonly digest: Readonly<Record<string, string>>;
		}[];
		/** The release before. */
		readonly previous: {
			readonly name: string;
			readonly version: string;
			readonly tag: string | null;
			readonly rootDigest: {
				readonly sha256: string;
			};
		} | {
			readonly none: "first-release" | "first-capsule" | "unavailable";
			readonly reason: string;
		};
		/** Set for a release that was sealed after it was public. */
		readonly backfill?: {
			readonly published: string;
			readonly sealed: string;
			readonly commit: string;
		} | undefined;
	};
}
export type CapsuleSubject = {
	readonly name: string;
	readonly digest: {
		readonly sha256: string;
		readonly sha512: string;
	};
	readonly annotations: {
		readonly kind: "file";
	};
} | {
	readonly name: string;
	readonly digest: {
		readonly sha256: string;
	};
	readonly annotations: {
		readonly kind: "image";
	};
};
export interface CapsuleRelease {
	readonly purl: string;
	readonly name: string;
	readonly version: string;
	/** How the project numbers its releases. */
	readonly versioning: string;
	readonly tag: string | null;
	readonly tagTemplate: string | null;
	readonly commit: string | null;
	readonly repository: string | null;
	readonly repositoryId: string | null;
	readonly ownerId: string | null;
	readonly runUri: string | null;
}
