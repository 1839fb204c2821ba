#!/bin/sh
# A stand-in for "stacyvm worker token": tokens are signed with a checksum. The first argument names a flaw to have.
flaw=$1
shift 3
command=$1
case $command in inspect|verify) shift 2; read -r token ;; *) shift ;; esac
worker= audience= id= ttl=5m key= old= revoked=
while [ $# -gt 0 ]; do
  case $1 in
    --signing-key-file) key=$2 ;;
    --verification-key-file) old=$2 ;;
    --worker-id) worker=$2 ;;
    --audience) audience=$2 ;;
    --token-id) id=$2 ;;
    --revoked-token-id) revoked=$2 ;;
    --ttl) ttl=$2 ;;
    --format) ;;
    *) echo "unknown option $1" >&2; exit 2 ;;
  esac
  shift 2
done
sign() { printf '%s' "$1$(cat "$2")" | cksum | cut -d' ' -f1; }
refuse() { echo "$1" >&2; exit 1; }
[ "$flaw" = dies ] && kill -9 $$
[ "$flaw" = chatty ] && echo "key $(cat "$key") token stacyvm-worker-v1.abc.def at $key" >&2 && exit 1
case $command in
  rotation-plan)
    [ "$flaw" = no-plan ] && refuse "no plan"
    printf '{"steps": ["one", "two"], "text": "Signed worker token rotation plan\\n\\nSteps:\\n1. one"}\n'
    ;;
  inspect)
    printf '{"signature_verified": false, "token_id": "certification-token-id"}\n'
    ;;
  verify)
    [ "$flaw" = refuses-all ] && refuse "no"
    payload=${token#*.}; payload=${payload%.*}; signature=${token##*.}
    # Claims as JSON are of no token of this program, so they were signed by who certifies it.
    case $flaw$payload in any-lifetimeeyJ*) payload="$worker~$audience~$id~later" flaw=takes-tampered ;; esac
    if [ "$flaw" != takes-tampered ] && [ "$signature" != "$(sign "$payload" "$key")" ]; then
      [ "$flaw" = keeps-old-key ] || { [ -n "$old" ] && [ "$signature" = "$(sign "$payload" "$old")" ]; } || refuse "bad signature"
    fi
    IFS='~' read -r w a i e <<END
$payload
END
    [ "$flaw" = any-worker ] || [ "$w" = "$worker" ] || [ "$flaw" = takes-tampered ] || refuse "another worker"
    [ "$flaw" = any-audience ] || [ "$a" = "$audience" ] || [ "$flaw" = takes-tampered ] || refuse "another audience"
    [ "$flaw" = ignores-revocation ] || [ -z "$revoked" ] || [ "$i" != "$revoked" ] || refuse "revoked"
    [ "$flaw" = eternal ] || [ "$e" = later ] || [ "$flaw" = takes-tampered ] || refuse "expired"
    printf '{"signature_verified": true, "worker_id": "%s", "token_id": "%s"}\n' "$worker" "$i"
    ;;
  *)
    [ "$ttl" = 15m1s ] && [ "$flaw" = strict-options ] && echo "--ttl is 15m1s; choose less" >&2 && exit 2
    [ "$ttl" = 15m1s ] && [ "$flaw" != no-cap ] && refuse "a token may live 15m at most"
    e=later at=2099-01-01T00:00:00Z
    [ "$ttl" = 1s ] && e=now at=2020-01-01T00:00:00Z
    payload="$command~$audience~$id~$e"
    printf '{"token": "stacyvm-worker-v1.%s.%s", "token_id": "%s", "worker_id": "%s", "expires_at": "%s"}\n' \
      "$payload" "$(sign "$payload" "$key")" "$id" "$command" "$at"
    ;;
esac
