defmodule CorpusProject.MixProject do
  use Mix.Project

  def project do
    [
      app: :corpus_project,
      version: "1.0.0",
      description: "A package of our corpus",
      package: [
        name: "corpus_project",
        files: ["mix.exs"],
        licenses: ["Apache-2.0"],
        links: %{"home" => "https://example.org/"},
        build_tools: ["mix"]
      ],
      deps: [
        {:corpus_alpha, "~> 1.2"},
        {:corpus_org, "~> 1.0", organization: "acme"},
        {:corpus_inner, "~> 4.0", repo: "inner"},
        {:corpus_forge, git: "https://git.example.org/corpus/corpus_forge.git", branch: "stable", submodules: true},
        {:corpus_hub, github: "release-capsule/corpus_hub", tag: "v0.3.0", sparse: "inner"},
        {:corpus_local, path: "local"},
        {:corpus_check, "~> 3.0-rc", only: [:dev, :test], runtime: false}
      ]
    ]
  end
end
