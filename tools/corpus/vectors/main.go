// Vectors of Merkle trees (RFC 6962) and signed notes (C2SP), made and judged by the packages that Go's own checksum
// database is verified with. Everything is fixed, so each run prints the same.
package main

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type inclusion struct {
	Why      string   `json:"why"`
	Index    int64    `json:"index"`
	Size     int64    `json:"size"`
	Leaf     string   `json:"leaf"`
	Root     string   `json:"root"`
	Proof    []string `json:"proof"`
	Accepted bool     `json:"accepted"`
}

type consistency struct {
	Why      string   `json:"why"`
	Older    int64    `json:"older"`
	Newer    int64    `json:"newer"`
	OldRoot  string   `json:"oldRoot"`
	NewRoot  string   `json:"newRoot"`
	Proof    []string `json:"proof"`
	Accepted bool     `json:"accepted"`
}

type signedNote struct {
	Why  string `json:"why"`
	Note string `json:"note"`
	Key  string `json:"key"`
	// verified, unverified for a note that the key did not sign, or malformed
	Verdict string `json:"verdict"`
}

const entries = 11

func main() {
	stored := []tlog.Hash{}
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		found := make([]tlog.Hash, len(indexes))
		for at, index := range indexes {
			found[at] = stored[index]
		}
		return found, nil
	})
	leaves, roots, texts := []tlog.Hash{}, []string{}, []string{}
	for at := int64(0); at < entries; at++ {
		// One entry is empty, and lengths differ.
		data := []byte(strings.Repeat(fmt.Sprintf("entry %d\n", at), int(at)))
		hashes := must(tlog.StoredHashes(at, data, reader))
		stored = append(stored, hashes...)
		leaves, texts = append(leaves, tlog.RecordHash(data)), append(texts, hex.EncodeToString(data))
		roots = append(roots, text(must(tlog.TreeHash(at+1, reader))))
	}
	out := map[string]any{
		"entries": texts, "roots": roots,
		"inclusion": inclusions(leaves, reader), "consistency": consistencies(reader), "notes": notes(),
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetIndent("", " ")
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(out); err != nil {
		panic(err)
	}
}

func inclusions(leaves []tlog.Hash, reader tlog.HashReader) []inclusion {
	all := []inclusion{}
	for size := int64(1); size <= entries; size++ {
		root := must(tlog.TreeHash(size, reader))
		for index := int64(0); index < size; index++ {
			proof := must(tlog.ProveRecord(size, index, reader))
			judge := func(why string, proof tlog.RecordProof, size, index int64, leaf tlog.Hash) {
				err := tlog.CheckRecord(proof, size, root, index, leaf)
				all = append(all, inclusion{why, index, size, text(leaf), text(root), texts(proof), err == nil})
			}
			judge("a proof", proof, size, index, leaves[index])
			if size != 7 {
				continue
			}
			judge("another entry", proof, size, index, leaves[(index+1)%size])
			judge("another index", proof, size, (index+1)%size, leaves[index])
			judge("another size", proof, size+1, index, leaves[index])
			judge("one hash more", append(append(tlog.RecordProof{}, proof...), root), size, index, leaves[index])
			judge("one hash fewer", proof[1:], size, index, leaves[index])
			changed := append(tlog.RecordProof{}, proof...)
			changed[0][3] ^= 1
			judge("one bit changed", changed, size, index, leaves[index])
		}
	}
	return all
}

func consistencies(reader tlog.HashReader) []consistency {
	all := []consistency{}
	for newer := int64(1); newer <= entries; newer++ {
		for older := int64(1); older <= newer; older++ {
			old, young := must(tlog.TreeHash(older, reader)), must(tlog.TreeHash(newer, reader))
			proof := must(tlog.ProveTree(newer, older, reader))
			judge := func(why string, proof tlog.TreeProof, old tlog.Hash) {
				err := tlog.CheckTree(proof, newer, young, older, old)
				all = append(all, consistency{why, older, newer, text(old), text(young), texts(proof), err == nil})
			}
			judge("a proof", proof, old)
			if newer != 7 || older == newer {
				continue
			}
			judge("another history", proof, young)
			judge("one hash more", append(append(tlog.TreeProof{}, proof...), young), old)
			judge("one hash fewer", proof[1:], old)
			changed := append(tlog.TreeProof{}, proof...)
			changed[0][3] ^= 1
			judge("one bit changed", changed, old)
		}
	}
	return all
}

func notes() []signedNote {
	own, other := keyOf("log.example/corpus", 1), keyOf("witness.example", 2)
	body := "log.example/corpus\n11\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
	signed := string(must(note.Sign(&note.Note{Text: body}, own.signer)))
	both := string(must(note.Sign(&note.Note{Text: body}, own.signer, other.signer)))
	cases := []signedNote{
		{Why: "signed by one", Note: signed, Key: own.verifier},
		{Why: "signed by two", Note: both, Key: own.verifier},
		{Why: "signed by two, asked for the second", Note: both, Key: other.verifier},
		{Why: "signed by another", Note: signed, Key: other.verifier},
		{Why: "another size", Note: strings.Replace(signed, "\n11\n", "\n12\n", 1), Key: own.verifier},
		{Why: "another origin", Note: strings.Replace(signed, "log.example/", "log.test/", 1), Key: own.verifier},
		{Why: "one more line", Note: strings.Replace(signed, "\n\n", "\nmore\n\n", 1), Key: own.verifier},
		{Why: "no signature", Note: body + "\n", Key: own.verifier},
		{Why: "no empty line", Note: strings.Replace(signed, "\n\n", "\n", 1), Key: own.verifier},
		{Why: "no newline at the end", Note: strings.TrimSuffix(signed, "\n"), Key: own.verifier},
		{Why: "a hyphen for the dash", Note: strings.Replace(signed, "— ", "- ", 1), Key: own.verifier},
		{Why: "the signature cut short", Note: signed[:len(signed)-9] + "\n", Key: own.verifier},
	}
	for at, one := range cases {
		verifier := must(note.NewVerifier(one.Key))
		_, err := note.Open([]byte(one.Note), note.VerifierList(verifier))
		cases[at].Verdict = verdict(err)
	}
	return cases
}

func verdict(err error) string {
	unverified, invalid := &note.UnverifiedNoteError{}, &note.InvalidSignatureError{}
	switch {
	case err == nil:
		return "verified"
	case errors.As(err, &unverified), errors.As(err, &invalid):
		return "unverified"
	default:
		return "malformed"
	}
}

type key struct {
	signer   note.Signer
	verifier string
}

// keyOf makes a key that is always the same, and so proves nothing.
func keyOf(name string, seed byte) key {
	private := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{seed}, ed25519.SeedSize))
	verifier := must(note.NewEd25519VerifierKey(name, private.Public().(ed25519.PublicKey)))
	id := strings.Split(verifier, "+")[1]
	secret := base64.StdEncoding.EncodeToString(append([]byte{1}, private.Seed()...))
	return key{must(note.NewSigner("PRIVATE+KEY+" + name + "+" + id + "+" + secret)), verifier}
}

func text(hash tlog.Hash) string {
	return base64.StdEncoding.EncodeToString(hash[:])
}

func texts[T ~[]tlog.Hash](hashes T) []string {
	all := []string{}
	for _, hash := range hashes {
		all = append(all, text(hash))
	}
	return all
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}
