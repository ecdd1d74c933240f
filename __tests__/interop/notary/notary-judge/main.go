// Judges and makes envelopes of the Notary Project with its own library, and asks it whether certificates were revoked.
//
//	notary-judge verify MEDIA-TYPE FILE              prints {"payload": …, "algorithm": …, "scheme": …}
//	notary-judge sign MEDIA-TYPE KEY CHAIN PAYLOAD OUT  PKCS#8 and certificates as PEM
//	notary-judge revocation CHAIN [SIGNED-AT]        prints the result of each certificate, the signer's first
package main

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"net/http"
	"os"
	"time"

	"github.com/notaryproject/notation-core-go/revocation"
	"github.com/notaryproject/notation-core-go/revocation/crl"
	"github.com/notaryproject/notation-core-go/revocation/purpose"
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
	if (len(args) == 2 || len(args) == 3) && args[0] == "revocation" {
		return askRevocation(args[1], args[2:])
	}
	return fmt.Errorf("verify MEDIA-TYPE FILE | revocation CHAIN [SIGNED-AT] | sign MEDIA-TYPE KEY CHAIN PAYLOAD OUT")
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
	chain, err := readChain(chainFile)
	if err != nil {
		return err
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

func readChain(file string) ([]*x509.Certificate, error) {
	rest, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var chain []*x509.Certificate
	block, rest := pem.Decode(rest)
	for ; block != nil; block, rest = pem.Decode(rest) {
		certificate, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, err
		}
		chain = append(chain, certificate)
	}
	return chain, nil
}

// The time-outs of the library would fail on a busy machine.
func askRevocation(chainFile string, signedAt []string) error {
	chain, err := readChain(chainFile)
	if err != nil {
		return err
	}
	options := revocation.ValidateContextOptions{CertChain: chain}
	if len(signedAt) == 1 {
		if options.AuthenticSigningTime, err = time.Parse(time.RFC3339, signedAt[0]); err != nil {
			return err
		}
	}
	client := &http.Client{Timeout: 30 * time.Second}
	fetcher, err := crl.NewHTTPFetcher(client)
	if err != nil {
		return err
	}
	validator, err := revocation.NewWithOptions(revocation.Options{
		OCSPHTTPClient:   client,
		CRLFetcher:       fetcher,
		CertChainPurpose: purpose.CodeSigning,
	})
	if err != nil {
		return err
	}
	results, err := validator.ValidateContext(context.Background(), options)
	if err != nil {
		return err
	}
	names := make([]string, len(results))
	for at, one := range results {
		names[at] = one.Result.String()
	}
	return json.NewEncoder(os.Stdout).Encode(names)
}
