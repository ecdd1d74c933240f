package main

import _ "golang.org/x/mod/sumdb/note"
import _ "github.com/google/go-cmp/cmp"

func main() {}
