// guac-guess FILE...: prints what GUAC's ingestion takes each file for, one a line.
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/guacsec/guac/pkg/handler/processor"
	"github.com/guacsec/guac/pkg/handler/processor/guesser"
	"github.com/guacsec/guac/pkg/logging"
)

func main() {
	ctx := logging.WithLogger(context.Background())
	for _, path := range os.Args[1:] {
		blob, err := os.ReadFile(path)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(4)
		}
		unknown := &processor.Document{
			Blob:     blob,
			Type:     processor.DocumentUnknown,
			Format:   processor.FormatUnknown,
			Encoding: processor.EncodingUnknown,
		}
		kind, format, err := guesser.GuessDocument(ctx, unknown)
		if err != nil {
			kind = processor.DocumentUnknown
		}
		fmt.Println(kind, format)
	}
}
