// Judges and makes envelopes of the Notary Project with its own library.
//
//	notary-judge verify MEDIA-TYPE FILE              prints {"payload": …, "algorithm": …, "scheme": …}
//	notary-judge sign MEDIA-TYPE KEY CHAIN PAYLOAD OUT  PKCS#8 and certificates as PEM
package main

import (
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"os"
	"time"

	"github.com/notaryproject/notation-core-go/signature"
	_ "github.com/notaryproject/notation-core-go/signature/cose"
	_ "github.com/notaryproject/notation-core-go/signature/jws"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) == 3 && args[0] == "verify" {
		return verify(args[1], args[2])
	}
	if len(args) == 6 && args[0] == "sign" {
		return sign(args[1], args[2], args[3], args[4], args[5])
	}
	return fmt.Errorf("verify MEDIA-TYPE FILE | sign MEDIA-TYPE KEY CHAIN PAYLOAD OUT")
}

func verify(mediaType, file string) error {
	bytes, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	envelope, err := signature.ParseEnvelope(mediaType, bytes)
	if err != nil {
		return err
	}
	content, err := envelope.Verify()
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(map[string]any{
		"payload": json.RawMessage(content.Payload.Content),
		"type":    content.Payload.ContentType,
		"scheme":  content.SignerInfo.SignedAttributes.SigningScheme,
	})
}

func sign(mediaType, keyFile, chainFile, payloadFile, out string) error {
	keyPem, err := os.ReadFile(keyFile)
	if err != nil {
		return err
	}
	block, _ := pem.Decode(keyPem)
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return err
	}
	var chain []*x509.Certificate
	rest, err := os.ReadFile(chainFile)
	if err != nil {
		return err
	}
	for block, rest = pem.Decode(rest); block != nil; block, rest = pem.Decode(rest) {
		certificate, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return err
		}
		chain = append(chain, certificate)
	}
	signer, err := signature.NewLocalSigner(chain, key)
	if err != nil {
		return err
	}
	payload, err := os.ReadFile(payloadFile)
	if err != nil {
		return err
	}
	envelope, err := signature.NewEnvelope(mediaType)
	if err != nil {
		return err
	}
	made, err := envelope.Sign(&signature.SignRequest{
		Payload:       signature.Payload{ContentType: "application/vnd.cncf.notary.payload.v1+json", Content: payload},
		Signer:        signer,
		SigningTime:   time.Now(),
		SigningScheme: signature.SigningSchemeX509,
		SigningAgent:  "notary-judge",
	})
	if err != nil {
		return err
	}
	return os.WriteFile(out, made, 0o644)
}
