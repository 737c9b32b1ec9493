# docs/usage.md: a server with mailboxes that records usage.
. "$top/routes/src/test/documents/common.inc"
export PACKETBOAT_CONFIG=packetboat.yaml
first() {
  place
  cat >packetboat.yaml <<'CONFIGURATION'
server: hub.example.com
data: data
local-domains: [example.com]
local: { maildir: mail }
smtp: { listen: "127.0.0.1:0" }
usage: { keep: 400d, zone: Europe/Berlin }
CONFIGURATION
  printf 'Subject: Prices\n\nAll up.\n' >letter.txt
  serve
}
packetboat() {
  if [ "$1" = usage ]; then until_true counted; fi
  command packetboat "$@"
}
counted() { [ "$(command packetboat usage --json | jq .delivered)" = 3 ]; }
