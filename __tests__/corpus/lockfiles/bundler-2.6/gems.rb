source "https://gems.example.org/"

ruby ">= 3.0"

gem "corpus-alpha", "~> 1.2"
gem "corpus.delta", "0.9.0.pre2", require: false
gem "corpus-branched", git: "https://git.example.org/corpus/branched.git", branch: "stable"
gem "corpus-hub", github: "release-capsule/corpus-hub", tag: "v0.3.0"
gem "corpus-local", path: "local"

source "https://inner.example.org/" do
  gem "corpus-inner"
end

group :test do
  gem "corpus-check", ">= 2024"
end
