// The registry of go-containerregistry with its referrers API, which says the type of the configuration of everything that
// refers to an image: `ggcr-registry 127.0.0.1:PORT`.
package main

import (
	"log"
	"net"
	"net/http"
	"os"

	"github.com/google/go-containerregistry/pkg/registry"
)

func main() {
	listener, err := net.Listen("tcp", os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	log.Fatal(http.Serve(listener, registry.New(registry.WithReferrersSupport(true))))
}
