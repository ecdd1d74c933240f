module example.org/corpus-project

go 1.24.0

require (
	github.com/google/go-cmp v0.7.0
	golang.org/x/mod v0.28.0
)
