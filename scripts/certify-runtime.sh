#!/usr/bin/env bash
# Certifies a runtime of this host: certify-runtime.sh [all|docker|gvisor|kata|firecracker|proot] [--format F] [--output FILE] [...].
# Any other option goes on to 'stacyvm certify runtime'; without a runtime, all of them are checked.
set -euo pipefail
unset CDPATH

here=$(cd -P -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)

# The stacyvm beside this file, of a clone or an installed tree, else the one on the PATH.
if [[ -x $here/stacyvm ]]; then
  stacyvm=$here/stacyvm
elif ! stacyvm=$(command -v stacyvm); then
  printf 'certify-runtime: no stacyvm beside %s or on the PATH; install it (make install) or run this from a clone\n' "$here" >&2
  exit 1
fi

exec "$stacyvm" certify runtime "$@"
