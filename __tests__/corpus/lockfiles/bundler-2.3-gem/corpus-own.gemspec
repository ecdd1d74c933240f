Gem::Specification.new do |s|
  s.name = "corpus-own"
  s.version = "1.0.0.beta.1"
  s.platform = "ruby"
  s.summary = "A gem of our corpus"
  s.authors = ["Release Capsule"]
  s.license = "Apache-2.0"
  s.homepage = "https://example.org/"
  s.files = []
  s.add_dependency "corpus.delta", "0.9.0.pre2"
  s.add_development_dependency "corpus-check", ">= 2024"
end
