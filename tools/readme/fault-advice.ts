import type { FaultCode } from "../../src/kernel/fault-codes.ts";

/** What docs/faults.md says of a fault beside its meaning. It stands here, so that no program carries it. */
export interface FaultAdvice {
  /** What usually leads to it. */
  readonly cause: string;
  /** What to do: an imperative, with the exact text to type where there is one. */
  readonly fix: string;
}

/** Complete by its type: a fault without cause and fix does not compile. */
export const FAULT_ADVICE: Readonly<Record<FaultCode, FaultAdvice>> = {
  "address-refused": {
    cause: "An option, a variable or a service named an address that leaves https, or that carries a password.",
    fix: "Give an https address without a name and password. Plain http is taken for this machine alone.",
  },
  "advisories-none": {
    cause: "The folder has no file of a form that is read, or nothing was named.",
    fix: "Name the advisories with `--advisory`: files of OSV, CSAF or OpenVEX, or a folder of them.",
  },
  "advisory-malformed": {
    cause: "The file is of another kind, was cut short, was withdrawn, or speaks of a product that it does not define.",
    fix: "Download it again. If it stays so, ask its publisher.",
  },
  "announcement-contradicts": {
    cause:
      "A capsule of another project or version was named, a day or version in the file is wrong, or the fix has every file of the affected release.",
    fix: "Compare the versions and days in the file with `capsule show` of each capsule.",
  },
  "announcement-malformed": {
    cause: "A field is missing, misspelt or not in its form.",
    fix: "Read docs/security-release.md, and correct the place that the message names.",
  },
  "approval-expired": {
    cause: "The policy counts approvals for a limited time, and this one is older.",
    fix: "Ask the person to approve the release again, or let the policy allow a longer time.",
  },
  "approval-malformed": {
    cause: "The file was changed, or it was made for another purpose.",
    fix: "Ask the person to make it again with `capsule vouch`.",
  },
  "approval-other-release": {
    cause: "The file was made for another version, or for files that were built again.",
    fix: "Fetch the approval that belongs to this release.",
  },
  "approval-own-run": {
    cause: "The workflow that seals the release also made the approval, so it adds nothing.",
    fix: "Let another person or another repository approve the release.",
  },
  "approval-repeated": {
    cause: "Two approvals come from one person, key or repository, and count once.",
    fix: "Ask another person, or remove the second file.",
  },
  "archive-bomb": {
    cause: "The file unpacks to many times its size. Such files are made to exhaust the machine that reads them.",
    fix: "Do not unpack it. If you made it, pack it without long runs of one byte.",
  },
  "archive-duplicate": {
    cause: "Two entries have one name, or names that differ only in case or in the form of a letter.",
    fix: "Pack the archive again with one entry for each name.",
  },
  "archive-entry-name": {
    cause: "An entry would be written outside of the folder, or its name cannot be a file name everywhere.",
    fix: "Do not unpack it. Pack it again with plain relative names.",
  },
  "archive-entry-type": {
    cause: "The archive has a link, a device or a folder where only files may be.",
    fix: "Pack plain files only.",
  },
  "archive-header": {
    cause: "Another program made or rewrote the archive.",
    fix: "Download the original file again. Do not pack a capsule by hand.",
  },
  "archive-limit": {
    cause: "The archive is larger than anything that this format has to hold, or it is damaged.",
    fix: "Download it again. If it is your own, seal fewer or smaller files.",
  },
  "archive-trailing-data": {
    cause: "Something was added to the file after it was made, often by a broken download.",
    fix: "Download the file again.",
  },
  "archive-truncated": {
    cause: "The download stopped, or the disk was full.",
    fix: "Download the file again.",
  },
  "artifact-required": {
    cause: "Only the bundle was named.",
    fix: "Name the file beside the bundle, or give its digest.",
  },
  "asset-changed": {
    cause: "Another step wrote to the file while it was being sealed.",
    fix: "Finish the build before you seal, and seal again.",
  },
  "asset-empty": {
    cause: "A build step failed without saying so, or the file is only a marker.",
    fix: "Leave the file out, or give it contents.",
  },
  "asset-list-escapes": {
    cause: "A path in the list is absolute, or climbs out with two dots.",
    fix: "Write the list with paths below its own folder.",
  },
  "asset-list-malformed": {
    cause: "The list has another form than the one that its name promises.",
    fix: "Make the list again with the tool that it belongs to, or name the files themselves.",
  },
  "asset-name-bidi": {
    cause: "The name looks different from what it is. Such names are used to deceive.",
    fix: "Rename the file with letters that can be seen.",
  },
  "asset-name-collision": {
    cause: "On Windows and macOS one of the two files would replace the other.",
    fix: "Rename one of them.",
  },
  "asset-name-control": {
    cause: "The name holds a line break, a tab or another character that steers a terminal.",
    fix: "Rename the file.",
  },
  "asset-name-invalid": {
    cause: "The name is reserved on Windows, ends in a dot or a space, or holds a slash.",
    fix: "Rename the file.",
  },
  "asset-name-length": {
    cause: "Most file systems take no longer name.",
    fix: "Give the file a shorter name.",
  },
  "asset-name-renamed": {
    cause:
      "GitHub replaces characters that it does not store, so people would download another name than the one that was signed.",
    fix: "Rename the file as the message says.",
  },
  "asset-name-reserved": {
    cause: "Sealing writes a file of this name beside yours.",
    fix: "Rename your file, or choose another name for the checksum list.",
  },
  "asset-too-large": {
    cause: "GitHub stores files of less than 2 GiB.",
    fix: "Split the file, or publish it as a container image.",
  },
  "assets-none": {
    cause: "No file was named, or the pattern matches nothing.",
    fix: "Name the files, for example `dist/*`, and check that the build wrote them.",
  },
  "assets-too-many": {
    cause: "A release holds 1,000 files, and the evidence needs room as well.",
    fix: "Pack files together, or publish less evidence with `publish: capsule`.",
  },
  "attestation-refused": {
    cause: "The job lacks the permission, or GitHub does not offer attestations for this repository.",
    fix: "Give the job `attestations: write`, or do not require the attestation.",
  },
  "base64-malformed": {
    cause: "The file was edited, wrapped or cut.",
    fix: "Fetch the original file again.",
  },
  "audit-record-malformed": {
    cause: "The file was changed, or it was given to an audit of another release.",
    fix: "Give each release a file of its own. Delete a broken one, and the next audit that holds writes it.",
  },
  "authority-unknown": {
    cause: "The file was signed by an instance of Sigstore that you did not name, or your trusted root is old.",
    fix: "Give the trusted root of that instance. For the public one, use the newest version of this program.",
  },
  "bundle-elsewhere": {
    cause: "GitHub's API gave an address in place of the bundle.",
    fix: "Download the bundle from that address, and name the downloaded file.",
  },
  "bundle-malformed": {
    cause: "The file is of another kind, or of a newer version of the format.",
    fix: "Check the path. Use the newest version of this program if the bundle is new.",
  },
  "capsule-entry-name": {
    cause: "Another program packed the archive, or somebody added a file to it.",
    fix: "Do not use it. Download the capsule again.",
  },
  "capsule-entry-order": {
    cause: "The archive was packed again after it was sealed.",
    fix: "Do not use it. Download the capsule again.",
  },
  "capsule-entry-reserved": {
    cause: "The capsule was made with a newer version.",
    fix: "Use the newest version of this program.",
  },
  "capsule-limit": {
    cause: "The release has more or larger evidence than a capsule may hold.",
    fix: "Leave out large evidence, or seal fewer files together.",
  },
  "capsule-not-closed": {
    cause: "An entry was added or removed after the release was sealed.",
    fix: "Do not use it. Download the capsule again.",
  },
  "capsule-root-missing": {
    cause: "The file is an archive, but not a capsule.",
    fix: "Check the path. The name of a capsule ends in `.capsule`.",
  },
  "cbor-malformed": {
    cause: "The file was damaged, or made by a broken program.",
    fix: "Fetch it again. If it stays so, ask who signed.",
  },
  "certificate-algorithm": {
    cause: "The certificate was damaged or forged, or its authority is very old.",
    fix: "Do not use the file. Ask the maintainer to sign again.",
  },
  "certificate-chain-unfit": {
    cause: "The file holds the certificates of another key, in another order, or one that is not valid any more.",
    fix: "Give one PEM file with the certificate of the key first and each issuer behind it, or none.",
  },
  "certificate-expired": {
    cause: "The signature was made outside of the few minutes in which its certificate was valid.",
    fix: "Do not use the file. Ask the maintainer to sign again.",
  },
  "certificate-extension-critical": {
    cause: "The authority demands a rule that this program does not know.",
    fix: "Use the newest version of this program. Until then, do not trust the file.",
  },
  "certificate-extension-repeated": {
    cause: "No authority issues such a certificate, so it was probably forged.",
    fix: "Do not use the file. Tell the maintainer.",
  },
  "certificate-key-usage": {
    cause: "The certificate is for encryption or for issuing others, and not for signing files.",
    fix: "Do not use the file. Ask the maintainer to sign with a certificate for code signing.",
  },
  "certificate-log-unknown": {
    cause: "Your trusted root is old, or another instance of Sigstore logged the certificate.",
    fix: "Use a newer trusted root, or give the one of that instance.",
  },
  "certificate-malformed": {
    cause: "The certificate was damaged, or made by another kind of authority.",
    fix: "Download the bundle again. If that does not help, ask the maintainer.",
  },
  "certificate-name-chaining": {
    cause: "Two certificates that do not belong together stand behind each other.",
    fix: "Do not use the file. Download the bundle again.",
  },
  "certificate-not-authority": {
    cause: "Somebody used an ordinary certificate as if it were an authority.",
    fix: "Do not use the file. Tell the maintainer.",
  },
  "certificate-not-leaf": {
    cause: "The key of an authority signed a file itself, which an authority never does.",
    fix: "Do not use the file. Tell the maintainer.",
  },
  "certificate-path-length": {
    cause: "An authority issued an authority that it was not allowed to issue.",
    fix: "Do not use the file. Tell the maintainer.",
  },
  "certificate-purpose": {
    cause: "The certificate is for another use, for example for a web server.",
    fix: "Do not use the file. Ask the maintainer to sign with a certificate for code signing.",
  },
  "certificate-refused": {
    cause: "The token of the job was not accepted, or the service had a failure.",
    fix: "Read the reason in the message, and run the job again.",
  },
  "certificate-revoked": {
    cause: "Its authority has withdrawn the certificate, perhaps because the key was stolen.",
    fix: "Do not use it. Ask the publisher for a signature by another certificate.",
  },
  "certificate-serial": {
    cause: "The certificate was damaged or forged.",
    fix: "Do not use the file. Download the bundle again.",
  },
  "certificate-signature": {
    cause: "The certificate was changed after it was issued, or its authority is another one of the same name.",
    fix: "Do not use the file. Download the bundle again.",
  },
  "certificate-transparency": {
    cause: "The certificate was never shown to the public, so nobody could have noticed a wrong one.",
    fix: "Do not use the file. Ask the maintainer to sign again.",
  },
  "certificate-unexpected": {
    cause: "The service answered for somebody else, or something between it and the job changed the answer.",
    fix: "Run the job again. If it happens twice, tell the operator of the service.",
  },
  "certificate-untrusted": {
    cause:
      "The certificate is of another instance of Sigstore, or the time of the signature is outside of what the trusted root covers.",
    fix: "Give the trusted root of that instance, or a newer one.",
  },
  "certificate-version": {
    cause: "The certificate was made by a very old or broken program.",
    fix: "Ask the maintainer to sign again.",
  },
  "checkout-changed": {
    cause: "A step switched the commit or edited files while the release was sealed.",
    fix: "Let no other step write to the checkout, and seal again.",
  },
  "checksums-conflict": {
    cause: "The list was put together from two lists, or somebody edited it.",
    fix: "Make the list again from the files.",
  },
  "checksums-disagree": {
    cause: "The list was made before the files were built for the last time.",
    fix: "Make the list again, or leave it out: sealing writes one.",
  },
  "checksums-empty": {
    cause: "The command that should have written the list failed.",
    fix: "Make the list again from the files.",
  },
  "checksums-malformed": {
    cause: "The file is not a checksum list, or it was saved by an editor.",
    fix: "Make the list again with `sha256sum`, or download it again.",
  },
  "checksums-too-large": {
    cause: "The file is not a checksum list of a release.",
    fix: "Check the path.",
  },
  "clock-behind": {
    cause: "The date or the time zone is set wrong, or the battery of the computer is empty.",
    fix: "Set the clock, and verify again.",
  },
  "commit-invalid": {
    cause: "A short hash, a branch or a tag was given.",
    fix: "Give all 40 characters of the commit, or 64 of one with SHA-256.",
  },
  "configuration-invalid": {
    cause: "A setting has another form than it must have.",
    fix: "Change the setting as the message says.",
  },
  "crl-malformed": {
    cause: "The file is not a list of revoked certificates, in DER or PEM.",
    fix: "Fetch the list again from the address that the certificate names.",
  },
  "crl-unfit": {
    cause: "It is of another authority, too old, or of changes alone.",
    fix: "Ask the authority to renew it, or give a newer one with `--notary-crl`.",
  },
  "database-malformed": {
    cause: "The download of the database was cut, or the folder holds something else.",
    fix: "Fetch the database again with `capsule scan --update`.",
  },
  "der-malformed": {
    cause: "The certificate or signature was damaged or changed.",
    fix: "Download the file again.",
  },
  "digest-mismatch": {
    cause: "The file was changed, cut short, or is of another version.",
    fix: "Do not use it. Download it again, and ask the maintainer if it still differs.",
  },
  "download-differs": {
    cause: "A proxy or a mirror changed the file on its way, or somebody replaced it meanwhile.",
    fix: "Run the command again from another network. The file was deleted.",
  },
  "embargo-refused": {
    cause:
      "Another way of signing, an image or a date says something to others, or the day of the announcement has not come.",
    fix: "Do what the message names, or wait for the day. What must come earlier is given with `--force` and `--reason`.",
  },
  "envelope-malformed": {
    cause: "The file is of another kind, or it was edited.",
    fix: "Download it again.",
  },
  "erasure-refused": {
    cause:
      "The leaf holds the policy of the log or says the state of a release, from which a reader must not be cut off.",
    fix: "Undo a state with a `retract` statement. It holds no personal data by its schema.",
  },
  "evidence-differs": {
    cause: "An entry was changed after the release was sealed.",
    fix: "Do not use it. Download the capsule again.",
  },
  "evidence-lost": {
    cause: "The project stopped to sign, or somebody who cannot sign published the release.",
    fix: "Ask the project why. If it is right, accept it once with the option that the message names.",
  },
  "evidence-malformed": {
    cause: "The tool that made the file failed, or writes another version of its format.",
    fix: "Make the file again, and check what its tool says.",
  },
  "evidence-subject": {
    cause: "The report was made for another file, or names none.",
    fix: "Make the report for the file that you release, or give it as `PATH=FILE`.",
  },
  "evidence-unknown": {
    cause: "The file is of a kind that this program cannot read.",
    fix: "See docs/evidence.md for the kinds, and convert the file.",
  },
  "file-exists": {
    cause: "The file was downloaded before, or another program put one of that name there.",
    fix: "Move it away, or name another folder with `--out`.",
  },
  "file-missing": {
    cause: "The path is wrong, or a step before did not write the file.",
    fix: "Check the path, and the folder in which the command runs.",
  },
  "file-unreadable": {
    cause: "The permissions of the file do not allow it, or the disk failed.",
    fix: "Check who may read the file.",
  },
  "file-unwritable": {
    cause: "The folder does not exist or cannot be written, or the disk is full.",
    fix: "Check the folder and the free space.",
  },
  "git-ref-invalid": {
    cause: "The name of the tag or branch holds a space, two dots, or something else that git does not allow.",
    fix: "Give the name as `git tag --list` shows it.",
  },
  "github-refused": {
    cause: "The token may not do this, or GitHub had a failure.",
    fix: "Read the reason in the message. Run the job again if it is a failure of GitHub.",
  },
  "gzip-malformed": {
    cause: "A web page or another file was saved in place of the one that you wanted, or it is damaged.",
    fix: "Download it again, from an address with `/releases/download/` in it.",
  },
  "hex-malformed": {
    cause: "The value was typed or shortened.",
    fix: "Copy the whole value again, in lower case.",
  },
  "identity-mismatch": {
    cause: "Another repository, workflow or person signed the file, or you named the wrong one.",
    fix: "Compare the two names in the message. If you did not expect the second, do not use the file.",
  },
  "identity-token-malformed": {
    cause: "The variable or file does not hold a token.",
    fix: "Let the job request the token itself.",
  },
  "identity-token-missing": {
    cause: "The job may not request a token, or this machine is not part of a workflow.",
    fix: "Give the job `id-token: write`. On your own machine, seal with `--sigstore local`.",
  },
  "identity-token-refused": {
    cause: "The service that issues tokens had a failure.",
    fix: "Run the job again.",
  },
  "identity-token-unfit": {
    cause: "The token was requested for something else, or too early.",
    fix: "Request it again, shortly before sealing, for the audience in the message.",
  },
  "image-missing": {
    cause: "The tag or digest is misspelled, was deleted, or may not be read without a login.",
    fix: "Check the name. Log in to the registry if the image is private.",
  },
  "image-unsigned": {
    cause: "The publisher attached no signature, or kept it in the older form of cosign 2.",
    fix: "Ask the publisher to sign the image. Do not use it if a signature is required.",
  },
  "installer-ambiguous": {
    cause: "Two files fit the same system and processor.",
    fix: "Name them differently, or leave one out.",
  },
  "installer-name": {
    cause: "The name holds characters that mean something to a shell.",
    fix: "Rename the file with letters, digits, dots, dashes and underscores.",
  },
  "installer-none": {
    cause: "The names do not say which system and processor they are for.",
    fix: "Name the files as in `tool-linux-x64.tar.gz`.",
  },
  "installer-place": {
    cause: "The release is not on GitHub, so that nothing is known of its addresses.",
    fix: "Publish on GitHub, or do not ask for installers.",
  },
  internal: {
    cause: "This program has a mistake.",
    fix: "Report it with the command and its output. Run it again with `CAPSULE_DEBUG=1` to see the place.",
  },
  "json-malformed": {
    cause: "The file is cut short, has a name twice, or is not JSON.",
    fix: "Make or download the file again.",
  },
  "json-too-large": {
    cause: "The document is larger than any that is used for this.",
    fix: "Check the path. If the file is right, make it smaller.",
  },
  "key-expired": {
    cause: "The key was used before or after the time for which the trusted root lists it.",
    fix: "Do not use the file. Ask the maintainer to sign with a key that is valid.",
  },
  "key-malformed": {
    cause: "The file is not a public key, or is of a kind that is not supported.",
    fix: "Give a public key in PEM form.",
  },
  "key-revoked": {
    cause: "The publisher lost the key, or replaced it, and the policy says since when.",
    fix: "Fetch the release that was signed with a newer key. Ask the publisher if there is none.",
  },
  "key-unfit": {
    cause:
      "The key is of a kind that verifiers do not take, or signs whole statements only, as Ed25519 keys and Notary plugins do.",
    fix: "Use `--sign once`, or an EC or RSA key. docs/keys.md has the table.",
  },
  "keys-malformed": {
    cause: "The file was changed by hand, or is of another version.",
    fix: "Correct the field that the message names. docs/keys.md has an example.",
  },
  "kit-audit-broken": {
    cause: "Somebody edited `audit.jsonl`, cut it, or put another folder's log there.",
    fix: "Find out who did it, and compare the folder with the kits that you imported. Then move the log away: a new one begins with the next import.",
  },
  "kit-base-missing": {
    cause: "The kit was made with `--since`, and the kit that it builds on was not imported, or a newer one was.",
    fix: "Import the kit that the message names first, or ask for a whole one.",
  },
  "kit-contents": {
    cause:
      "A file was put into the wrong folder, or is damaged: a policy that is not one, a layer that no image lists, an archive that cannot be read.",
    fix: "Look at the file that the message names, and put it into the folder that docs/kit.md gives it.",
  },
  "kit-expired": {
    cause: "The kit waited too long, or somebody holds newer ones back.",
    fix: "Ask for a newer kit. If this one has to do, import it with `--force` and `--reason`.",
  },
  "kit-feed-older": {
    cause: "The feed was merged from older archives, or the kit is a copy of an older one.",
    fix: "Ask for a kit with a newer feed.",
  },
  "kit-forked": {
    cause: "Two kits of one number were made, or the one in place is not of this maker.",
    fix: "Ask the maker which of them is genuine, before anything else is imported.",
  },
  "kit-from-future": {
    cause: "The clock of this machine is behind, or that of the maker was ahead.",
    fix: "Set the clock, then import again.",
  },
  "kit-incomplete": {
    cause: "A chunk was not copied, was copied in part, or the copying broke off.",
    fix: "Copy the file that the message names again, and put all chunks into one folder.",
  },
  "kit-malformed": {
    cause: "The file is of another program, or somebody added, removed or exchanged files in it.",
    fix: "Get the kit again from its maker. If it stays so, tell the maker.",
  },
  "kit-member-differs": {
    cause: "The medium is damaged, or somebody exchanged a file in the kit.",
    fix: "Copy the kit again. The bytes that did not fit are in the folder quarantine.",
  },
  "kit-missing": {
    cause: "The folder is another one, or nothing was imported into it yet.",
    fix: "Name the folder that `capsule kit import` was given.",
  },
  "kit-other-name": {
    cause: "The folder holds kits of another maker or purpose.",
    fix: "Import it into a folder of its own.",
  },
  "kit-path": {
    cause:
      "The name has a space, a letter beyond ASCII, or is a device of Windows, or somebody tries to write elsewhere.",
    fix: "Give the file a name of letters, digits, dots, dashes and underscores, in one of the folders of docs/kit.md.",
  },
  "kit-replayed": {
    cause: "The kit is the one in place, an older one, or a copy of it.",
    fix: "Import the newest kit. To go back, use `capsule kit rollback`.",
  },
  "kit-space": {
    cause: "The kit and the one in place have to lie side by side for a while.",
    fix: "Make room, or import into a folder on a larger disk.",
  },
  "lineage-broken": {
    cause: "The capsule is of another project, or a release in between is missing.",
    fix: "Give the capsule of the release directly before.",
  },
  "local-service-refused": {
    cause: "A request to the signer in memory was wrong. That is a mistake of this program.",
    fix: "Report it with the command and its output.",
  },
  "lock-malformed": {
    cause: "The file was edited, was merged with a conflict, or is of another kind.",
    fix: "Restore it from version control. docs/memory.md has its form.",
  },
  "log-checkpoint-invalid": {
    cause: "The bundle was changed, or the log that it names did not sign this state.",
    fix: "Do not use the file. Download the bundle again.",
  },
  "log-contended": {
    cause: "Many writers append at the same moment.",
    fix: "Run the command again. Nothing was appended, and no leaf of others was lost.",
  },
  "log-entry-mismatch": {
    cause: "A record of another signature was put into the bundle.",
    fix: "Do not use the file. Download the bundle again.",
  },
  "log-entry-missing": {
    cause: "The signature was made without a public log.",
    fix: "Ask the maintainer to sign with a log, or give a trusted root of an instance that has none.",
  },
  "log-exists": {
    cause: "`log init` was run twice, or for the wrong folder or branch.",
    fix: "Append to the log that is there, or name another place.",
  },
  "log-forked": {
    cause:
      "Whoever signs the heads of the log shows different histories to different readers, or lost leaves and went on.",
    fix: "Keep both heads: `capsule log compare --evidence FILE` writes them as evidence that verifies by itself. Trust neither until its owner has explained it.",
  },
  "log-inclusion-invalid": {
    cause: "The proof in the bundle was changed or belongs to another entry.",
    fix: "Do not use the file. Download the bundle again.",
  },
  "log-leaf-malformed": {
    cause: "The log is of another kind, or a leaf was changed.",
    fix: "Fetch the log again. If it stays so, tell its owner.",
  },
  "log-leaves-differ": {
    cause: "Leaves were left out, changed or put in another order after the head was signed.",
    fix: "Fetch the log again, from another place if there is one. If it stays so, tell its owner.",
  },
  "log-missing": {
    cause: "The path, branch or repository is misspelt, or the log was not begun.",
    fix: "Check the place, or begin a log there with `capsule log init`.",
  },
  "log-origin": {
    cause: "Two logs were confused, or somebody shows another one on purpose.",
    fix: "Name the log that you mean, with the key or identity that signs its heads.",
  },
  "log-policy-malformed": {
    cause: "The file was edited, or a rule names a role that it does not define.",
    fix: "Correct the policy as docs/statements.md describes it, before the log is begun. It cannot be changed afterwards.",
  },
  "log-promise-invalid": {
    cause: "The bundle was changed, or it carries what was promised for another signature.",
    fix: "Do not use the file. Download the bundle again.",
  },
  "log-proof-invalid": {
    cause: "Neither proof nor promise of the log could be verified.",
    fix: "Do not use the file. Download the bundle again.",
  },
  "log-refused": {
    cause: "The log had a failure, or did not take the entry.",
    fix: "Run the job again. What was signed is taken over.",
  },
  "log-rewound": {
    cause: "An old copy of the log is shown, or leaves were taken back.",
    fix: "Fetch the log from its origin. If it stays so, tell its owner: a log never becomes shorter.",
  },
  "log-unexpected": {
    cause: "The log or something on the way to it answered with another entry.",
    fix: "Run the job again. If it happens twice, tell the operator of the log.",
  },
  "log-unknown": {
    cause: "Your trusted root is old, or the file was signed with another instance.",
    fix: "Use a newer trusted root, or give the one of that instance.",
  },
  "log-unsigned": {
    cause: "The key or identity that was named is not that of the log, or the head was made by somebody else.",
    fix: "Name the key or the repository that the owner of the log publishes.",
  },
  "log-unwitnessed": {
    cause: "No witness has seen this head yet.",
    fix: "If it is your log, ask them with `capsule log cosign`. If it is not, wait for its owner to do so, and do not use the log until then.",
  },
  "manifest-malformed": {
    cause: "A field of the manifest is misspelled, missing or of another type.",
    fix: "Change the line that the message names. docs/release-manifest.md lists every field.",
  },
  "network-timeout": {
    cause: "The service is slow, or the network drops the connection.",
    fix: "Run it again.",
  },
  "network-unreachable": {
    cause: "There is no network, a proxy is needed, or the service is down.",
    fix: "Check network and proxy, and run it again.",
  },
  "notary-algorithm": {
    cause: "The signer has a key of another kind or size than Notary Project allows, or the signature was changed.",
    fix: "Sign with RSA of 2048, 3072 or 4096 bits, or EC of P-256, P-384 or P-521.",
  },
  "notary-critical": {
    cause: "The signature was made for a program that knows further rules, or was changed.",
    fix: "Verify it with the program that it was made for, or ask for one without such rules.",
  },
  "notary-expired": {
    cause: "The signer gave the signature an expiry.",
    fix: "Take a newer release, or ask for a newer signature.",
  },
  "notary-identity": {
    cause: "Somebody else of the same authority signed, or trustedIdentities of the policy is wrong.",
    fix: "Do not use it unless you know the signer. Then add the subject to trustedIdentities.",
  },
  "notary-malformed": {
    cause: "The file is of another kind, or was changed.",
    fix: "Fetch it again. If it stays so, ask who signed.",
  },
  "notary-plugin": {
    cause:
      "The signer's tool wants a plugin of its own to verify, which nobody named, or which is too old or does not answer.",
    fix: "If you trust that plugin, install it for notation and name it with `--notary-plugin`, else verify by another signature.",
  },
  "notary-policy-malformed": {
    cause: "A rule is misspelled, is given twice, or contradicts another.",
    fix: "Change the line that the message names. docs/notary.md lists what is read.",
  },
  "notary-policy-none": {
    cause: "The policy has no statement with that scope or name, nor one for all.",
    fix: "Add a statement, or name another folder of configuration.",
  },
  "notary-store": {
    cause: "A store that the policy names is missing or empty, or holds what is not a certificate of an authority.",
    fix: "Put the certificates of the authority into the folder that the message names.",
  },
  "notary-untrusted": {
    cause: "An authority that you do not trust certified the signer, or the wrong store is named.",
    fix: "Do not use it unless you know the authority. Then add its root to a store that the policy names.",
  },
  "note-key-malformed": {
    cause: "The key was cut off or mistyped.",
    fix: "Copy the whole line that the owner of the log publishes, of the form name+id+key.",
  },
  "notes-malformed": {
    cause:
      "The notes are a whole change log, a file that is not text, or the text of a release that was sealed, with the part that sealing wrote.",
    fix: "Give the notes of this release alone, of 125,000 characters at most, without the lines that the message names.",
  },
  "ocsp-malformed": {
    cause: "Something between here and the responder answered in its place, or it is broken.",
    fix: "Ask again later, or give a list of revoked certificates with `--notary-crl`.",
  },
  "ocsp-unfit": {
    cause: "It is too old, of another certificate, or signed by somebody who may not answer.",
    fix: "Ask again later, or give a list of revoked certificates with `--notary-crl`.",
  },
  "opening-refused": {
    cause:
      "The statement names no commitment that the log has, another salt or release than was committed to, one of another role, or one that was opened before.",
    fix: "Open it with the private file that the commitment was made with, in the role that made it.",
  },
  "out-not-empty": {
    cause: "An earlier run wrote there, or the folder is used for something else.",
    fix: "Name an empty folder, or remove the old one.",
  },
  "out-overlaps": {
    cause: "The evidence would be written between the files that are sealed.",
    fix: "Name a folder outside of the files.",
  },
  "owner-changed": {
    cause: "The repository was deleted and made again, transferred, or taken over.",
    fix: "Ask the maintainer before you use the files. If the change is right, accept it once with the option that the message names.",
  },
  "passphrase-missing": {
    cause: "The key file is encrypted, and there is no terminal to ask at.",
    fix: "Write the passphrase to a file that only you can read, and name it with `--key-passphrase-file`.",
  },
  "passphrase-wrong": {
    cause: "The passphrase is of another key, or the key file was damaged.",
    fix: "Try the passphrase with the program that made the key.",
  },
  "payload-mismatch": {
    cause: "The store was changed, or the file was put there under a wrong name.",
    fix: "Fetch the payload again. The leaf decides which bytes are right.",
  },
  "pem-malformed": {
    cause: "The file holds another number of certificates, or text around them.",
    fix: "Give a file with exactly one certificate.",
  },
  "permission-missing": {
    cause: "The job was given fewer permissions than publishing takes.",
    fix: "Add the permission that the message names to the job.",
  },
  "plugin-failed": {
    cause: "The plugin is not set up, its service refuses or cannot be reached, or it hangs.",
    fix: "Try the plugin with `notation sign` or `cosign public-key`, which show its own message.",
  },
  "plugin-malformed": {
    cause: "The plugin is of another version than its contract, or it prints text beside its answer.",
    fix: "Update the plugin, or report it to whoever wrote it.",
  },
  "plugin-missing": {
    cause: "The plugin is not installed, or in another folder.",
    fix: "Install `notation-NAME` in the folder of Notary's plugins, or `sigstore-kms-NAME` on PATH.",
  },
  "plugin-unfit": {
    cause:
      "The plugin makes only whole Notary envelopes, speaks another version of the contract, or its key is of another kind.",
    fix: "Use another plugin or key. docs/keys.md says what one must do.",
  },
  "policy-malformed": {
    cause: "A rule of the policy is misspelled, is given twice, or contradicts another.",
    fix: "Change the line that the message names. docs/policy.md lists every rule.",
  },
  "policy-unmet": {
    cause: "The release lacks something that your policy demands.",
    fix: "Do not use it, or change the policy if it demands too much.",
  },
  "program-failed": {
    cause: "Git or another program is missing, or stopped with an error.",
    fix: "Run that program by hand to see its error.",
  },
  "provenance-contradiction": {
    cause: "The build says another repository, commit or run than its certificate does.",
    fix: "Do not use the file. Tell the maintainer.",
  },
  "provenance-malformed": {
    cause: "Another tool made the provenance, or it is of another version.",
    fix: "Ask the maintainer for a provenance of SLSA version 1.",
  },
  "public-log-refused": {
    cause: "The repository is private, and a public log shows its name to everybody.",
    fix: "Name an instance of Sigstore that keeps it private with `--sigstore`. With `--unsafe-public-log` you accept the public log.",
  },
  "published-differs": {
    cause: "Something changed the file on its way, or somebody else wrote to the release.",
    fix: "Look at the release, remove what is wrong, and run the job again.",
  },
  "published-mismatch": {
    cause: "A file was added to the release, taken from it or renamed between sealing and publishing.",
    fix: "Ask the maintainer which of both is right before you use the files.",
  },
  "published-too-many": {
    cause: "A release holds 1,000 files, and evidence for each of yours would exceed it.",
    fix: "Use `publish: capsule`, or pack files together.",
  },
  "purl-malformed": {
    cause: "A package has a name or version that such an address cannot hold, or the address was typed wrong.",
    fix: "Correct the address of the package in the document.",
  },
  "rebuild-differs": {
    cause: "The build is not reproducible, or the file was not built from that commit.",
    fix: "Compare the two builds. Do not vouch for the file before you know the reason.",
  },
  "registry-refused": {
    cause: "The registry is not reachable with this login, or it answered with something else than it should.",
    fix: "Log in to the registry with the right to the repository, and run it again.",
  },
  "release-changed": {
    cause: "Somebody edited the release while it was being published.",
    fix: "Let only one job write to the release, and run it again.",
  },
  "release-conflict": {
    cause: "An earlier run or a person put another file of this name there.",
    fix: "Remove that file from the draft, or release a new version.",
  },
  "release-contended": {
    cause: "Two jobs were started for the same tag.",
    fix: "Wait for the other job. Then run this one again if it is still needed.",
  },
  "release-immutable": {
    cause: "GitHub locks releases of this repository once they are public.",
    fix: "Release a new version.",
  },
  "release-mismatch": {
    cause: "The file is of another version or project than its name says.",
    fix: "Check what you downloaded, or name the release that you want.",
  },
  "release-missing": {
    cause: "The name is misspelt, the repository is private, or there are only drafts and prereleases.",
    fix: "Check the name. Set GITHUB_TOKEN for a private repository, and name the tag of a prerelease.",
  },
  "release-name-invalid": {
    cause: "The name holds a space, a slash or another character that file names should not have.",
    fix: "Give a name as in `my-tool`.",
  },
  "release-not-admitted": {
    cause:
      "Somebody who may, by the policy of the log, withdrew it or a file of it. Or you asked for the newest, which nobody has published.",
    fix: "Use another one. `capsule explain` names the statements behind it, and a yanked one can still be had by its tag.",
  },
  "release-rollback": {
    cause: "An old release is served as the newest, or the newer one was withdrawn.",
    fix: "Name the version if you mean the old one. If the newer one was withdrawn, accept it once with the option that the message names.",
  },
  "release-state-malformed": {
    cause: "It was written by another program or for a newer version.",
    fix: "Make it again with `capsule vouch`.",
  },
  "repository-invalid": {
    cause: "The value is neither a short name nor an address.",
    fix: "Give it as `owner/name`, or as the address of the repository.",
  },
  "response-malformed": {
    cause: "A proxy or a web page answered in place of the service, or the service is broken.",
    fix: "Run it again. Check the proxy if it happens twice.",
  },
  "response-too-large": {
    cause: "Something else than the service answered, or it answered with far too much.",
    fix: "Run it again. Check the address if it happens twice.",
  },
  "root-malformed": {
    cause: "Another program wrote the statement, or it is of another version.",
    fix: "Do not use it. Download the capsule again.",
  },
  "root-not-canonical": {
    cause: "The statement was written again by another program.",
    fix: "Do not use it. Download the capsule again.",
  },
  "risk-malformed": {
    cause: "A decision lacks its owner, its reason or a day, or a field is misspelt.",
    fix: "Correct the file. The page on decisions shows one.",
  },
  "sbom-diff": {
    cause: "A package appeared, vanished or changed in a way that your rules do not allow.",
    fix: "Look at the change. Correct it, or relax `sbom-diff`.",
  },
  "sbom-empty": {
    cause: "The SBOM names nothing, although the file has contents.",
    fix: "Name the lockfile or a better SBOM of the file.",
  },
  "sbom-limit": {
    cause: "The file is very large, deeply nested, or was made to cost time.",
    fix: "Give an SBOM of your own for it, or accept that its contents are unknown.",
  },
  "sbom-malformed": {
    cause: "The tool that made the SBOM failed, or the file is of another kind.",
    fix: "Make the SBOM again, in CycloneDX or SPDX.",
  },
  "sbom-quality": {
    cause: "The SBOM lacks versions, licences, suppliers or relations.",
    fix: "See what is missing with `capsule sbom --check`, or ask for a lower score.",
  },
  "sbom-source-malformed": {
    cause: "A lockfile or package is damaged, or has a version that is not known.",
    fix: "Make the file again with its own tool.",
  },
  "sbom-subject": {
    cause: "The SBOM was made for another file or an earlier build.",
    fix: "Make it again for this file, or file it under the right one.",
  },
  "sbom-too-large": {
    cause: "The file has so many components that its SBOM is larger than 8 MiB.",
    fix: "Leave `sbom-attestations` off. The SBOM is in the capsule.",
  },
  "scan-failed": {
    cause: "The scanner stopped with an error, or looked at nothing.",
    fix: "Run the scanner by itself, and give its report once it scans to the end.",
  },
  "scan-stale": {
    cause: "The database of the scanner was not updated, the report is an old one, or a clock is wrong.",
    fix: "Update the database, scan again, and seal soon after.",
  },
  "scan-undated": {
    cause: "Most scanners do not write when they ran or of which day their database is.",
    fix: "Put the report into a scan record, as the page on evidence shows.",
  },
  "self-verification": {
    cause: "Something went wrong while sealing. Nothing was published.",
    fix: "Read the reason in the message, and seal again.",
  },
  "service-busy": {
    cause: "The service limits how much one account may ask for.",
    fix: "Run the job again later.",
  },
  "signature-invalid": {
    cause: "The file or its signature was changed, or the signature is of another file.",
    fix: "Do not use the file. Download both again.",
  },
  "signature-unexpected": {
    cause: "The plugin signed with another key, or writes signatures in another form than its contract says.",
    fix: "Report it to whoever wrote the plugin. Nothing was published.",
  },
  "signed-later": {
    cause: "You asked for a time in the past, and the signature was not yet made then.",
    fix: "Verify with a later time, or without one.",
  },
  "signed-time-missing": {
    cause: "The signature has neither a timestamp nor an entry in a log with a time.",
    fix: "Ask the maintainer to sign with a timestamp or a log.",
  },
  "signing-config-malformed": {
    cause: "The file is another JSON document, or names a version that is not known.",
    fix: "Fetch the signing config of your instance again.",
  },
  "signing-config-unusable": {
    cause: "All services in it are of another version, or not valid now.",
    fix: "Fetch the newest signing config of your instance.",
  },
  "snappy-malformed": {
    cause: "A file inside of the release is damaged.",
    fix: "Make or download that file again.",
  },
  "source-contradiction": {
    cause: "The workflow, git, the manifest or an option each name another origin.",
    fix: "Compare the values in the message, and correct the one that is wrong.",
  },
  "source-incomplete": {
    cause: "The command runs outside of a workflow, or on a commit without a tag.",
    fix: "Run it in the workflow of the tag, or give `--repository`, `--tag` and `--commit`.",
  },
  "source-truncated": {
    cause: "Another program wrote to the file while it was read.",
    fix: "Finish writing it, and run the command again.",
  },
  "statement-malformed": {
    cause: "Another tool made the statement, or it was edited.",
    fix: "Fetch the original statement again.",
  },
  "statements-too-many": {
    cause: "Somebody filled the folder with files, or a script copied too many.",
    fix: "Keep only the approvals and scans whose signers the policy names.",
  },
  "statement-taken-back": {
    cause:
      "Somebody hands in again what was retracted, revoked or erased, in the same words, so that nothing would follow from it.",
    fix: "Whoever means it says it anew, with another reason or with `--refers-to` and the statement that took it back.",
  },
  "statement-unauthorised": {
    cause: "The policy of the log gives the signer no role that may, or the grant was revoked before.",
    fix: "Let somebody sign it who may, or have the owner grant the right.",
  },
  "subject-mismatch": {
    cause: "The statement belongs to another file or version.",
    fix: "Fetch the statement that belongs to this file.",
  },
  "summary-impossible": {
    cause: "No check of the files succeeded, so that there is nothing to state.",
    fix: "Correct what the verification names first.",
  },
  "tag-missing": {
    cause: "The tag was not pushed, or was deleted.",
    fix: "Push the tag, and run the job again.",
  },
  "tag-moved": {
    cause: "Somebody pushed the tag again for another commit.",
    fix: "Find out who did, and release a new version.",
  },
  "tag-not-understood": {
    cause: "The tag follows no pattern that is known for versions.",
    fix: "Write the pattern into the manifest, as the message shows.",
  },
  "text-unquotable": {
    cause: "The text holds a line break or a character that no shell keeps.",
    fix: "Change the name that the message quotes.",
  },
  "time-malformed": {
    cause: "The value has another form than seconds since 1970, or than an ISO time.",
    fix: "Give a time as in `2026-11-20T09:36:00Z`.",
  },
  "timestamp-attributes": {
    cause: "The timestamp was damaged, or its authority does not follow RFC 3161.",
    fix: "Do not use the file. Ask the maintainer to sign again.",
  },
  "timestamp-authority-unknown": {
    cause: "Your trusted root is old, or another instance gave the timestamp.",
    fix: "Use a newer trusted root, or give the one of that instance.",
  },
  "timestamp-certificate-id": {
    cause: "The timestamp was damaged, or a certificate in it was replaced.",
    fix: "Do not use the file. Download the bundle again.",
  },
  "timestamp-content-type": {
    cause: "Something else than a timestamp was put into the bundle.",
    fix: "Do not use the file. Download the bundle again.",
  },
  "timestamp-digest": {
    cause: "The time in it was changed after it was signed.",
    fix: "Do not use the file. Download the bundle again.",
  },
  "timestamp-imprint": {
    cause: "The timestamp of another file was put into the bundle.",
    fix: "Do not use the file. Download the bundle again.",
  },
  "timestamp-invalid": {
    cause: "The certificate of the timestamp authority is not valid for that time, or not for that use.",
    fix: "Use a newer trusted root. If that does not help, do not use the file.",
  },
  "timestamp-refused": {
    cause: "The timestamp authority had a failure.",
    fix: "Run the job again.",
  },
  "timestamp-signature": {
    cause: "The timestamp was changed after it was signed.",
    fix: "Do not use the file. Download the bundle again.",
  },
  "timestamp-unexpected": {
    cause: "The timestamp authority, or something on the way to it, gave a wrong answer.",
    fix: "Run the job again. If it happens twice, tell the operator of the service.",
  },
  "token-refused": {
    cause: "The token has expired, was revoked, or is of another account.",
    fix: "Give a token that is valid. In a workflow that is `github.token`.",
  },
  "too-fresh": {
    cause: "The release is new, and you asked to wait.",
    fix: "Run again after the time that the message names.",
  },
  "trust-update-refused": {
    cause: "The update was changed on its way, or this program is too old to follow it.",
    fix: "Try another network, or use the newest version of this program.",
  },
  "trusted-root-archival": {
    cause: "A copy of the keys inside a capsule says nothing by itself.",
    fix: "Give the trusted root that you got from the instance. With `--unsafe-capsule-root` you accept the copy.",
  },
  "trusted-root-malformed": {
    cause: "The file holds something else than keys of an instance, or it was cut short.",
    fix: "Fetch the trusted root of your instance again.",
  },
  "trusted-root-outdated": {
    cause: "The keys that this program carries are older than the signature.",
    fix: "Use the newest version of this program, or verify with `--online`, which fetches the keys that count now.",
  },
  usage: {
    cause: "An option or argument is unknown, missing, or contradicts another.",
    fix: "Read the hint, and `capsule help`.",
  },
  "utf8-malformed": {
    cause: "The file is in another encoding, or it is damaged.",
    fix: "Save or fetch it again as UTF-8.",
  },
  "validation-failed": {
    cause: "A value of the release is wrong, for example the version in a package manifest.",
    fix: "Correct what the message names. `capsule check` shows all of it.",
  },
  "validation-incomplete": {
    cause: "GitHub or git could not answer, for example since there was no token.",
    fix: "Give what the message names. `capsule check` shows all of it.",
  },
  "version-invalid": {
    cause: "The version has another form than its scheme demands.",
    fix: "Correct the version, or name its scheme in the manifest as `versioning`.",
  },
  "version-reused": {
    cause: "Files of a release that was public were replaced, or it was sealed again.",
    fix: "Do not use the files before the project has said why. A version never changes, so another one should have been released.",
  },
  "workflow-changed": {
    cause: "The project renamed its workflow, or somebody added one that signs, too.",
    fix: "Look at the workflow in the repository. If it is right, accept it once with the option that the message names.",
  },
  "xml-malformed": {
    cause: "The file is damaged, or declares things that are refused for safety.",
    fix: "Make the file again, without a document type.",
  },
  "xml-too-large": {
    cause: "The document has far more elements than an SBOM needs.",
    fix: "Check the path. If the file is right, make it smaller.",
  },
  "zip-malformed": {
    cause: "The file was cut short, or its two lists of entries differ. Such files are made to deceive.",
    fix: "Do not use it. Download it again.",
  },
};
