#!/usr/bin/env bash
# Builds FerretDB 1 (speaks MongoDB's protocol over SQLite, Apache-2.0) at .cache/ferretdb, where the MongoDB store's
# tests look for it. Does nothing when it is there already. Needs go and the Go module proxy, nothing else.
set -euo pipefail

version=v1.24.2
cd "$(dirname "$0")/.."
out="$PWD/.cache/ferretdb"

if [ -x "$out" ] && "$out" --version 2>/dev/null | grep -q "$version-samrad"; then
  echo "ferretdb: $out is there"
  exit 0
fi
command -v go >/dev/null || { echo "ferretdb: no go on PATH" >&2; exit 1; }

work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT

# FerretDB refuses to start unless its version is embedded, and `go install …@v1.24.2` fails on module proxies that
# know nothing of deprecations: build it as the main module, from a copy of the downloaded source.
export GOFLAGS=-mod=mod GOTOOLCHAIN=local
cd "$work"
go mod init ferretdb-build >/dev/null 2>&1
source=$(go mod download -json "github.com/FerretDB/FerretDB@$version" | sed -n 's/^[[:space:]]*"Dir": "\(.*\)",*$/\1/p')
cp -r "$source" "$work/src"
chmod -R u+w "$work/src"
cd "$work/src"
echo "$version-samrad" > build/version/version.txt

# FerretDB 1 reads, then writes, with no lock in between: two guarded updates of a document can both succeed, which no
# MongoDB allows. One lock around the writing commands makes a stand-in as atomic as what it stands in for.
printf 'package handler\n\nimport "sync"\n\nvar writes sync.Mutex\n' > internal/handler/samrad_writes.go
for command in insert update delete findandmodify; do
  file=internal/handler/msg_$command.go
  sed -i -E 's/^(func \(h \*Handler\) Msg[A-Za-z]+\(.*\{)$/\1\n\twrites.Lock()\n\tdefer writes.Unlock()/' "$file"
  [ "$(grep -c 'writes.Lock()' "$file")" = 1 ] || { echo "ferretdb: $file is not as expected" >&2; exit 1; }
done

mkdir -p "$(dirname "$out")"
CGO_ENABLED=0 go build -trimpath -buildvcs=false -o "$out.new" ./cmd/ferretdb
"$out.new" --version
mv "$out.new" "$out"
