#!/bin/sh
# The browser of a person who signs in at once; BROWSER names it.
exec node "$(dirname "$0")/person.mjs" "$@"
