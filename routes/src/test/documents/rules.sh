# docs/rules.md: its schedule file, and a server with mailboxes.
. "$top/routes/src/test/documents/common.inc"
export PACKETBOAT_CONFIG=packetboat.yaml
first() {
  place
  mkdir schedules
  sed -n '/^# schedules\/rules.yaml/,/^```/p' "$top/docs/rules.md" | sed '/^```/d' >schedules/rules.yaml
  cat >packetboat.yaml <<'CONFIGURATION'
server: hub.example.com
data: data
local-domains: [example.com, board.example.com]
local: { maildir: mail }
smtp: { listen: "127.0.0.1:0" }
schedules: [schedules/rules.yaml]
CONFIGURATION
  printf 'Subject: Prices\n\nAll up.\n' >letter.txt
  serve
}
packetboat() { command packetboat "$@" 2>&1 || true; }
