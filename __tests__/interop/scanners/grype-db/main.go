// grype-db FOLDER RECORDS: a database of Grype (v6) with what the records say, through Grype's own writer. A record is
// {"id", "aliases", "severity", "ecosystem", "name", "constraint", "fixed"}, of an ecosystem and a constraint as Grype spells them.
package main

import (
	"encoding/json"
	"log"
	"os"
	"time"

	v6 "github.com/anchore/grype/grype/db/v6"
)

type record struct {
	ID         string   `json:"id"`
	Aliases    []string `json:"aliases"`
	Severity   string   `json:"severity"`
	Ecosystem  string   `json:"ecosystem"`
	Name       string   `json:"name"`
	Type       string   `json:"type"`
	Constraint string   `json:"constraint"`
	Fixed      string   `json:"fixed"`
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func main() {
	var records []record
	text, err := os.ReadFile(os.Args[2])
	must(err)
	must(json.Unmarshal(text, &records))
	must(os.MkdirAll(os.Args[1], 0o755))
	writer, err := v6.NewWriter(v6.Config{DBDirPath: os.Args[1]})
	must(err)
	must(writer.SetDBMetadata())
	now := time.Now().UTC()
	provider := &v6.Provider{ID: "github", Version: "1", Processor: "test", DateCaptured: &now}
	must(writer.AddProvider(*provider))
	for _, one := range records {
		vulnerability := &v6.VulnerabilityHandle{
			Name: one.ID, Status: v6.VulnerabilityActive, PublishedDate: &now, ModifiedDate: &now,
			ProviderID: "github", Provider: provider,
			BlobValue: &v6.VulnerabilityBlob{
				ID: one.ID, Description: "made up", Aliases: one.Aliases,
				Severities: []v6.Severity{{Scheme: v6.SeveritySchemeCHMLN, Value: one.Severity, Rank: 1}},
			},
		}
		must(writer.AddVulnerabilities(vulnerability))
		must(writer.AddAffectedPackages(&v6.AffectedPackageHandle{
			VulnerabilityID: vulnerability.ID, Vulnerability: vulnerability,
			Package: &v6.Package{Ecosystem: one.Ecosystem, Name: one.Name},
			BlobValue: &v6.PackageBlob{
				CVEs: one.Aliases,
				Ranges: []v6.Range{{
					Version: v6.Version{Type: one.Type, Constraint: one.Constraint},
					Fix:     &v6.Fix{Version: one.Fixed, State: v6.FixedStatus},
				}},
			},
		}))
	}
	must(writer.Close())
}
