// Asks the checks of OpenSSF Scorecard about one release: the names of its files are read, one a line, and the points of
// each check are written as JSON. Of GitHub's API only the list of releases is stood in for; probes and evaluation are the
// module's own.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"log"
	"os"

	"github.com/ossf/scorecard/v5/checker"
	"github.com/ossf/scorecard/v5/checks"
	"github.com/ossf/scorecard/v5/checks/evaluation"
	"github.com/ossf/scorecard/v5/clients"
	"github.com/ossf/scorecard/v5/probes"
	"github.com/ossf/scorecard/v5/probes/zrunner"
)

const address = "https://github.com/octo-org/octo-tool/releases/"

// host is a repository with one release and no files in its tree.
type host struct {
	clients.RepoClient
	names []string
}

func (h host) ListReleases() ([]clients.Release, error) {
	assets := make([]clients.ReleaseAsset, 0, len(h.names))
	for _, name := range h.names {
		assets = append(assets, clients.ReleaseAsset{Name: name, URL: address + "download/v1.2.3/" + name})
	}
	return []clients.Release{{TagName: "v1.2.3", URL: address + "tag/v1.2.3", Assets: assets}}, nil
}

func (host) ListFiles(func(string) (bool, error)) ([]string, error) { return nil, nil }

// silence takes what the checks would tell people.
type silence struct{}

func (silence) Info(*checker.LogMessage)     {}
func (silence) Warn(*checker.LogMessage)     {}
func (silence) Debug(*checker.LogMessage)    {}
func (silence) Flush() []checker.CheckDetail { return nil }

// signedReleases is the check without what it also asks of package registries.
func signedReleases(h host) checker.CheckResult {
	releases, err := h.ListReleases()
	if err != nil {
		log.Fatal(err)
	}
	raw := checker.RawResults{SignedReleasesResults: checker.SignedReleasesData{Releases: releases}}
	findings, err := zrunner.Run(&raw, probes.SignedReleases)
	if err != nil {
		log.Fatal(err)
	}
	return evaluation.SignedReleases(checks.CheckSignedReleases, findings, silence{})
}

func main() {
	names := []string{}
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		names = append(names, lines.Text())
	}
	// The SBOM check is one of its experiments.
	if err := os.Setenv("SCORECARD_EXPERIMENTAL", "1"); err != nil {
		log.Fatal(err)
	}
	h := host{names: names}
	request := checker.CheckRequest{Ctx: context.Background(), RepoClient: h, Dlogger: silence{}}
	scores := map[string]int{}
	for _, result := range []checker.CheckResult{signedReleases(h), checks.SBOM(&request)} {
		if result.Error != nil {
			log.Fatal(result.Name, ": ", result.Error)
		}
		scores[result.Name] = result.Score
	}
	if err := json.NewEncoder(os.Stdout).Encode(scores); err != nil {
		log.Fatal(err)
	}
}
