# docs/smarthost.md: the provider's password, typed in.
. "$top/routes/src/test/documents/common.inc"
first() {
  place
  mkdir schedules
  sed -n '/^# schedules\/world.yaml/,/^```/p' "$top/docs/smarthost.md" | sed '/^```/d' >schedules/world.yaml
  printf 'server: branch17.example.com\ndata: data\n' >packetboat.yaml
}
./packetboat() { command ./packetboat "$@" --offline; }
