import { t as webCryptography } from "./part-web.mjs";
import { c as formatChecksums$1, i as capsuleFileName$1, l as parseChecksums$1, n as ROOT, r as givenFiles, t as givenFile, u as readCertificate } from "./part-named-files.mjs";
import { V as ROOT_ENTRY, Z as digestHex, rt as schemaId, t as answer, tt as CAPSULE_PREDICATE_TYPE$1 } from "./part-answer.mjs";
import { t as readUnverified } from "./part-read-unverified.mjs";

// src/journeys/show/show.ts
async function showCapsule(path, ports) {
	const { sha256, root, statement, rootSha256, material, digests } = await readUnverified({ path }, /* @__PURE__ */ new Set(), ports);
	return {
		sha256,
		root: statement,
		rootSha256,
		certificate: material.kind === "certificate" ? readCertificate(material.certificates[0]) : void 0,
		entries: [{
			name: ROOT_ENTRY,
			size: root.length,
			sha256: await digestHex("sha256", root, ports.crypto),
			mediaType: void 0,
			listed: void 0
		}, ...describeEntries(digests, statement)]
	};
}
function describeEntries(digests, { predicate }) {
	const listed = new Map(predicate.evidence.map((entry) => [entry.name, entry]));
	return Array.from(digests, ([name, { size, sha256 }]) => {
		const known = listed.get(name);
		return {
			name,
			size,
			sha256,
			mediaType: known?.mediaType,
			listed: known?.digest.sha256 === sha256
		};
	});
}

// src/views/capsule/capsule-json.ts
function capsuleJson({ sha256, root, rootSha256, certificate, entries }) {
	return {
		schema: schemaId("capsule-content"),
		verified: false,
		capsuleSha256: sha256,
		rootSha256,
		signer: certificate === void 0 ? null : {
			identity: certificate.subjectAlternativeName.value,
			issuer: certificate.issuer ?? null
		},
		root,
		entries: entries.map(({ name, size, sha256, mediaType, listed }) => ({
			name,
			size,
			sha256,
			mediaType: mediaType ?? null,
			listed: listed ?? null
		}))
	};
}

// src/doors/library/format.ts
const CAPSULE_PREDICATE_TYPE = CAPSULE_PREDICATE_TYPE$1;
function readCapsule(capsule) {
	return answer(async () => {
		const given = givenFile(capsule);
		const ports = {
			files: givenFiles([given]),
			crypto: webCryptography
		};
		return { content: capsuleJson(await showCapsule(`${ROOT}/${given.path}`, ports)) };
	});
}
function capsuleFileName(release) {
	return capsuleFileName$1(release, false);
}
function parseChecksums(text, algorithm) {
	return answer(() => ({ checksums: parseChecksums$1(text, algorithm) }));
}
function formatChecksums(checksums) {
	return formatChecksums$1(checksums);
}

export { CAPSULE_PREDICATE_TYPE, capsuleFileName, formatChecksums, parseChecksums, readCapsule };