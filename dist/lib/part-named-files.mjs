import { $ as isVersionOf, Cn as Fault, En as equalBytes, bn as printable, gn as decodeUtf8, hn as readDer, m as bytesSource, mn as DER_TAGS, wn as compareUtf8 } from "./part-answer.mjs";

// src/domain/sigstore/certificate.ts
const BASIC_CONSTRAINTS = "2.5.29.19";
const KEY_USAGE = "2.5.29.15";
const EXTENDED_KEY_USAGE = "2.5.29.37";
const SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
const ORGANIZATION = "2.5.4.10";
const CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
const FULCIO = "1.3.6.1.4.1.57264.1";
const FULCIO_OTHER_NAME = `${FULCIO}.7`;
function readCertificate(der) {
	const [tbs, , , ...beyond] = readDer(der).sequence();
	if (tbs === void 0 || beyond.length > 0) throw malformed$1("it has not three parts");
	const [version, serial, , issuer, validity, subject, publicKey, ...rest] = tbs.sequence();
	if (!version || !serial || !issuer || !validity || !subject || !publicKey || version.tag !== 160) throw malformed$1("a field is missing");
	const extensions = readExtensions(rest.find((node) => node.tag === 163));
	const [notBefore, notAfter] = validity.sequence().map((node) => Math.floor(node.time() / 1e3));
	if (notBefore === void 0 || notAfter === void 0) throw malformed$1("its validity is incomplete");
	return {
		der,
		publicKey: publicKey.raw,
		notBefore,
		notAfter,
		subjectAlternativeName: readAlternativeName(extensions.get(SUBJECT_ALTERNATIVE_NAME)),
		issuer: derText(extensions, 8) ?? rawText(extensions, 1),
		authorityOrganizations: readOrganizations(issuer),
		extensions: readFulcioExtensions(extensions),
		selfIssued: equalBytes(issuer.raw, subject.raw),
		isAuthority: readIsAuthority(extensions.get(BASIC_CONSTRAINTS)),
		maySignCode: readMaySignCode(extensions)
	};
}
function readExtensions(node) {
	const extensions = /* @__PURE__ */ new Map();
	const [list] = node?.children() ?? [];
	for (const extension of list?.sequence() ?? []) {
		const [id, ...fields] = extension.sequence();
		const value = fields.at(-1);
		if (id === void 0 || value === void 0 || fields.length > 2) throw malformed$1("an extension is incomplete");
		if (fields.length === 2) fields[0]?.boolean();
		if (extensions.has(id.oid())) throw malformed$1("an extension stands in it twice");
		extensions.set(id.oid(), value.octetString());
	}
	return extensions;
}
function readAlternativeName(value) {
	if (value === void 0) throw malformed$1("it has no subject alternative name");
	const [name, ...others] = readDer(value).sequence();
	if (name === void 0 || others.length > 0) throw malformed$1("it has not exactly one subject alternative name");
	if (name.tag === 134) return {
		kind: "uri",
		value: ascii(name)
	};
	if (name.tag === 129) return {
		kind: "email",
		value: ascii(name)
	};
	if (name.tag === 160) return {
		kind: "other-name",
		value: readOtherName(name)
	};
	throw malformed$1("its subject alternative name is of another kind");
}
function readOtherName(name) {
	const [type, wrapped] = name.children();
	const [text] = wrapped?.children() ?? [];
	if (type?.oid() !== FULCIO_OTHER_NAME || text === void 0) throw malformed$1("its user name is of another kind");
	return text.string();
}
function ascii(name) {
	const { content } = name;
	if (content.length === 0) throw malformed$1("its subject alternative name is empty");
	if (content.some((byte) => byte < 32 || byte > 126)) throw malformed$1("a name is not printable ASCII");
	return decodeUtf8(content, "a name");
}
function readOrganizations(name) {
	return name.sequence().flatMap((relative) => relative.set().map((attribute) => attribute.sequence())).flatMap(([type, value]) => type?.oid() === ORGANIZATION && value ? [value.string()] : []);
}
function readIsAuthority(value) {
	const [flag] = value === void 0 ? [] : readDer(value).sequence();
	return flag?.tag === DER_TAGS.boolean && flag.boolean();
}
function readMaySignCode(extensions) {
	const usage = extensions.get(KEY_USAGE);
	const extended = extensions.get(EXTENDED_KEY_USAGE);
	if (usage === void 0 || extended === void 0) return false;
	const digitalSignature = ((readDer(usage).bitString().bytes[0] ?? 0) & 128) !== 0;
	const purposes = readDer(extended).sequence();
	return digitalSignature && purposes.some((purpose) => purpose.oid() === CODE_SIGNING);
}
function readFulcioExtensions(extensions) {
	return {
		buildSignerUri: derText(extensions, 9),
		buildSignerDigest: derText(extensions, 10),
		runnerEnvironment: derText(extensions, 11),
		sourceRepositoryUri: derText(extensions, 12),
		sourceRepositoryDigest: derText(extensions, 13),
		sourceRepositoryRef: derText(extensions, 14),
		sourceRepositoryIdentifier: derText(extensions, 15),
		sourceRepositoryOwnerUri: derText(extensions, 16),
		sourceRepositoryOwnerIdentifier: derText(extensions, 17),
		buildConfigUri: derText(extensions, 18),
		buildConfigDigest: derText(extensions, 19),
		buildTrigger: derText(extensions, 20),
		runInvocationUri: derText(extensions, 21),
		sourceRepositoryVisibility: derText(extensions, 22),
		deploymentEnvironment: derText(extensions, 23),
		tokenSubject: derText(extensions, 24)
	};
}
function derText(extensions, number) {
	const value = extensions.get(`${FULCIO}.${number}`);
	return value === void 0 ? void 0 : readDer(value).string();
}
function rawText(extensions, number) {
	const value = extensions.get(`${FULCIO}.${number}`);
	return value === void 0 ? void 0 : decodeUtf8(value, "a certificate extension");
}
function malformed$1(problem) {
	return new Fault("certificate-malformed", `the certificate is malformed: ${problem}`);
}

// src/domain/asset/checksums.ts
const MAX_CHARACTERS = 16 << 20;
const MAX_LINES = 1e5;
const MAX_LINE_CHARACTERS = 2048;
const CONTROL = /[^ -~\u00a0-\u2027\u202a-\ufefe\uff00-\uffff]/;
const HEX_LENGTH = {
	sha256: 64,
	sha512: 128
};
const BSD_TAG = {
	sha256: "SHA256",
	sha512: "SHA512"
};
function parseChecksums(text, algorithm) {
	if (text.length > MAX_CHARACTERS) throw tooLarge();
	const lines = text.split("\n", 100002);
	while (/^\r?$/.test(lines.at(-1) ?? "-")) lines.pop();
	if (lines.length === 0) throw new Fault("checksums-empty", "the checksum list is empty");
	if (lines.length > MAX_LINES) throw tooLarge();
	const parsed = lines.map((line, index) => parseLine(line.replace(/\r$/, ""), algorithm, index + 1));
	refuseMixedForms(parsed);
	return withoutConflicts(parsed);
}
function formatChecksums(checksums) {
	return [...checksums].sort((a, b) => compareUtf8(a.name, b.name)).map(({ name, digest }) => `${digest}  ${name}\n`).join("");
}
function parseLine(line, algorithm, number) {
	if (line.length > MAX_LINE_CHARACTERS) throw malformed(number, line, "is too long");
	const escaped = line.startsWith("\\");
	const body = escaped ? line.slice(1) : line;
	const found = gnuLine(body, algorithm) ?? bsdLine(body, algorithm);
	if (found === void 0) throw malformed(number, line, `is not a ${algorithm} checksum`);
	const plain = escaped ? unescapeName(found.name) : found.name;
	if (plain === void 0) throw malformed(number, line, "has an unknown escape");
	const name = plain.replace(/^\.\//, "");
	const reason = CONTROL.test(found.name) ? "holds control characters" : whyNoFileName(name, escaped);
	if (reason !== void 0) throw malformed(number, line, reason);
	return {
		name,
		digest: found.digest.toLowerCase(),
		form: found.form
	};
}
function gnuLine(body, algorithm) {
	const length = HEX_LENGTH[algorithm];
	const digest = body.slice(0, length);
	if (!isHex(digest, algorithm) || body[length] !== " ") return void 0;
	const marked = /[ *]/.test(body.charAt(length + 1));
	return {
		name: body.slice(length + (marked ? 2 : 1)),
		digest,
		form: marked ? "marked" : "unmarked"
	};
}
function bsdLine(body, algorithm) {
	const start = `${BSD_TAG[algorithm]} (`;
	const close = body.lastIndexOf(") = ");
	if (!body.startsWith(start) || close < start.length) return void 0;
	const digest = body.slice(close + 4);
	return isHex(digest, algorithm) ? {
		name: body.slice(start.length, close),
		digest,
		form: "tagged"
	} : void 0;
}
function isHex(text, algorithm) {
	return text.length === HEX_LENGTH[algorithm] && /^[0-9a-fA-F]+$/.test(text);
}
function unescapeName(text) {
	if (!/^([^\\]|\\[\\nr])*$/.test(text)) return void 0;
	return text.replace(/\\(.)/g, (_, char) => char === "n" ? "\n" : char === "r" ? "\r" : "\\");
}
function whyNoFileName(name, escaped) {
	if (name === "") return "names no file";
	if (name === "-") return "names standard input";
	if (name.includes("/") || name === "." || name === "..") return "names a path, not a file";
	if (/^[A-Za-z]:|^(\.\.)?\\/.test(name) || !escaped && name.includes("\\")) return "names a Windows path";
	if (name.trim() !== name) return "has a file name that begins or ends with a space";
}
function refuseMixedForms(lines) {
	const marked = lines.findIndex((line) => line.form === "marked");
	const unmarked = lines.findIndex((line) => line.form === "unmarked");
	if (marked === -1 || unmarked === -1) return;
	throw new Fault("checksums-malformed", `lines ${marked + 1} and ${unmarked + 1} of the checksum list separate digest and name differently`);
}
function withoutConflicts(lines) {
	const digests = /* @__PURE__ */ new Map();
	for (const { name, digest } of lines) {
		if ((digests.get(name) ?? digest) !== digest) throw new Fault("checksums-conflict", `the checksum list has two digests for ${printable(name)}`);
		digests.set(name, digest);
	}
	return Array.from(digests, ([name, digest]) => ({
		name,
		digest
	}));
}
function malformed(number, line, reason) {
	return new Fault("checksums-malformed", `line ${number} of the checksum list ${reason}: ${printable(line)}`);
}
function tooLarge() {
	return new Fault("checksums-too-large", "the checksum list is too long for a release", { hint: `a list holds at most ${MAX_LINES} lines` });
}

// src/domain/source/release-name.ts
const RELEASE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
function isReleaseName(text) {
	return RELEASE_NAME.test(text);
}

// src/domain/capsule/capsule-file-name.ts
function releaseStem(release) {
	return `${release.name}-${release.version.replaceAll("+", "_")}`;
}
function capsuleFileName(release, local) {
	return `${releaseStem(release)}${local ? ".local" : ""}.capsule`;
}
function sharesFileName(release) {
	if (/[+_]/.test(release.version)) return true;
	const stem = releaseStem(release);
	return Array.from(stem.matchAll(/-/g), ({ index }) => index).filter((at) => at !== release.name.length).some((at) => isReleaseName(stem.slice(0, at)) && readsAsVersion(stem.slice(at + 1)));
}
function namesRelease(fileName) {
	const stem = /^(.*?)(?:\.local)?\.capsule$/.exec(fileName)?.[1] ?? "";
	return Array.from(stem.matchAll(/-/g), ({ index }) => index).some((at) => isReleaseName(stem.slice(0, at)) && readsAsVersion(stem.slice(at + 1)));
}
function readsAsVersion(text) {
	return [text, text.replaceAll("_", "+")].some((version) => [
		"semver",
		"calver",
		"pep440"
	].some((scheme) => isVersionOf(scheme, version)));
}

// src/doors/library/given-files.ts
const SMALL_BYTES = 4194304;
function givenFiles(given) {
	const held = new Map(given.map(({ path, file }) => [`${ROOT}/${path}`, file]));
	const nameOf = (path) => path.slice(path.lastIndexOf("/") + 1);
	const folderOf = (path) => path.slice(0, path.lastIndexOf("/"));
	const fileAt = (path) => {
		const file = held.get(path);
		if (file === void 0) throw new Fault("file-missing", `${printable(nameOf(path))} was not given`);
		return file;
	};
	return {
		...READ_ONLY,
		facts: async (path) => {
			const file = held.get(path);
			if (file !== void 0) return factsOf(file);
			return [...held.keys()].some((one) => one.startsWith(`${path}/`)) ? FOLDER : void 0;
		},
		list: async (folder) => [...held.keys()].filter((path) => folderOf(path) === folder).map((path) => ({
			name: nameOf(path),
			hex: "",
			kind: "file"
		})),
		open: async (path) => opened(fileAt(path), nameOf(path)),
		read: async (path, maxBytes) => {
			const file = fileAt(path);
			if (file.size <= maxBytes) return bytesOf(file, nameOf(path));
			throw new Fault("file-unreadable", `${printable(nameOf(path))} is larger than ${maxBytes} bytes`);
		},
		nameOf,
		folderOf,
		join: (folder, name) => `${folder}/${name}`,
		realPath: async (path) => path
	};
}
const ROOT = "/given";
async function opened(file, name) {
	const facts = factsOf(file);
	return {
		...file.size <= SMALL_BYTES ? bytesSource(await bytesOf(file, name)) : {
			size: file.size,
			async read(into, position) {
				const part = await bytesOf(file.slice(position, position + into.length), name);
				into.set(part);
				return part.length;
			}
		},
		facts,
		factsNow: async () => facts,
		close: async () => void 0
	};
}
async function bytesOf(file, name) {
	try {
		return new Uint8Array(await file.arrayBuffer());
	} catch (error) {
		throw new Fault("file-unreadable", `${printable(name)} cannot be read`, {
			hint: "choose the files again, for one that has changed since is not read",
			cause: error
		});
	}
}
function factsOf(file) {
	return {
		kind: "file",
		size: file.size,
		revision: "as it was given"
	};
}
const FOLDER = {
	kind: "directory",
	size: 0,
	revision: ""
};
const refuse = () => {
	throw new Fault("file-unwritable", "files that were handed over are only read");
};
const READ_ONLY = {
	write: async () => refuse(),
	update: async () => refuse(),
	create: refuse,
	makeFolder: async () => refuse(),
	remove: async () => refuse()
};

// src/doors/library/named-files.ts
function givenFile({ name, content }) {
	if (name === "" || name === "." || name === ".." || /[/\\\0]/.test(name)) throw new Fault("usage", `${printable(name)} is not the name of a file`, { hint: "give the name without a folder" });
	return {
		path: name,
		file: content instanceof Uint8Array ? inMemory(content) : content
	};
}
function inMemory(bytes) {
	return {
		size: bytes.length,
		slice: (start, end) => inMemory(bytes.subarray(start, end)),
		arrayBuffer: async () => new Uint8Array(bytes).buffer
	};
}

export { namesRelease as a, formatChecksums as c, capsuleFileName as i, parseChecksums as l, ROOT as n, releaseStem as o, givenFiles as r, sharesFileName as s, givenFile as t, readCertificate as u };