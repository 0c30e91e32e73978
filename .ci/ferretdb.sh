#!/usr/bin/env bash
# Builds FerretDB 1 (speaks MongoDB's protocol over SQLite, Apache-2.0) at .cache/ferretdb, where the MongoDB store's
# tests look for it. Does nothing when it is there already. Needs go and the Go module proxy, nothing else.
set -euo pipefail

version=v1.24.2
cd "$(dirname "$0")/.."
out="$PWD/.cache/ferretdb"

if [ -x "$out" ] && "$out" --version 2>/dev/null | grep -q "$version-samrad2"; then
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
echo "$version-samrad2" > build/version/version.txt

# FerretDB 1 reads, then writes, with no lock in between: two guarded updates of a document can both succeed, which no
# MongoDB allows. One lock around the writing commands makes a stand-in as atomic as what it stands in for.
printf 'package handler\n\nimport "sync"\n\nvar writes sync.Mutex\n' > internal/handler/samrad_writes.go
for command in insert update delete findandmodify; do
  file=internal/handler/msg_$command.go
  sed -i -E 's/^(func \(h \*Handler\) Msg[A-Za-z]+\(.*\{)$/\1\n\twrites.Lock()\n\tdefer writes.Unlock()/' "$file"
  [ "$(grep -c 'writes.Lock()' "$file")" = 1 ] || { echo "ferretdb: $file is not as expected" >&2; exit 1; }
done

# FerretDB 1 decodes a whole collection for all but a lone _id. Fields that are to equal a string leave out what can't match
# before; FerretDB still looks at the whole filter itself.
cat > internal/backends/sqlite/samrad_where.go <<'GO'
package sqlite

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/FerretDB/FerretDB/internal/backends/sqlite/metadata"
	"github.com/FerretDB/FerretDB/internal/handler/sjson"
	"github.com/FerretDB/FerretDB/internal/types"
	"github.com/FerretDB/FerretDB/internal/util/must"
)

var plainField = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9]*$`)

func samradWhere(filter *types.Document) (string, []any) {
	var clauses []string
	var args []any

	for _, key := range filter.Keys() {
		value := must.NotFail(filter.Get(key))

		if key == "_id" {
			switch value.(type) {
			case string, types.ObjectID:
				clauses = append(clauses, metadata.IDColumn+` = ?`)
				args = append(args, string(must.NotFail(sjson.MarshalSingleValue(value))))
			case *types.Document:
				if ids, ok := idsIn(value.(*types.Document)); ok {
					clauses = append(clauses, metadata.IDColumn+` IN (?`+strings.Repeat(`, ?`, len(ids)-1)+`)`)
					args = append(args, ids...)
				}
			}

			continue
		}

		if wanted, ok := value.(string); ok && plainField.MatchString(key) {
			// Of a list each element, of anything else the value itself.
			clauses = append(clauses, fmt.Sprintf(
				`EXISTS (SELECT 1 FROM json_each(%s, '$.%s') WHERE json_each.value = ?)`, metadata.DefaultColumn, key,
			))
			args = append(args, wanted)
		}
	}

	if len(clauses) == 0 {
		return "", nil
	}

	return ` WHERE ` + strings.Join(clauses, ` AND `), args
}

// The ids of {$in: [...]}, when all are strings.
func idsIn(operators *types.Document) ([]any, bool) {
	list, _ := operators.Get("$in")

	wanted, ok := list.(*types.Array)
	if !ok || wanted.Len() == 0 {
		return nil, false
	}

	ids := make([]any, wanted.Len())

	for i := range ids {
		id, ok := must.NotFail(wanted.Get(i)).(string)
		if !ok {
			return nil, false
		}

		ids[i] = string(must.NotFail(sjson.MarshalSingleValue(id)))
	}

	return ids, true
}
GO
file=internal/backends/sqlite/collection.go
sed -i '0,/^\tq += whereClause$/s//\twhereClause, args = samradWhere(params.Filter)\n\tq += whereClause/' "$file"
[ "$(grep -c 'samradWhere' "$file")" = 1 ] || { echo "ferretdb: $file is not as expected" >&2; exit 1; }

mkdir -p "$(dirname "$out")"
CGO_ENABLED=0 go build -trimpath -buildvcs=false -o "$out.new" ./cmd/ferretdb
"$out.new" --version
mv "$out.new" "$out"
