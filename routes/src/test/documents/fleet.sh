# docs/fleet.md: a head office of which one branch has reported, and got a configuration, and one has been silent for days.
. "$top/routes/src/test/documents/common.inc"
export PACKETBOAT_CONFIG=packetboat.yaml

first() {
  place
  mkdir -p schedules branches data/pushed
  cat >packetboat.yaml <<'CONF'
server: hub.example.com
data: data
smtp: { listen: "127.0.0.1:2525" }
local-domains: [example.com]
schedules: [schedules/]
fleet: { branches: branches }
CONF
  cat >schedules/branches.yaml <<'BRANCHES'
zone: UTC
windows:
  night: { open: "03:00", close: "04:00" }
routes:
  - { site: denver, domains: [denver.example.com], window: always, host: 127.0.0.1, port: 9 }
  - { site: new-york, domains: [ny.example.com], window: night, host: 127.0.0.1, port: 9 }
BRANCHES
  {
    printf 'denver\t%s\tv=0.2.0,f=48211,q=15,o=86400,t=%s,i=1.1,n=0\t\tfalse\n' "$(date -u +%FT%TZ)" "$(date +%s)"
    printf 'new-york\t%s\tv=0.1.0,f=912,q=0,o=0,i=2.1,n=0\t\tfalse\n' "$(date -u -d '-5 days' +%FT%TZ)"
  } >data/fleet
  printf '{"number":1796007600,"pushed":"%s","answered":"%s","what":"in force","reasons":[]}' \
    "$(date -u -d '-1 day' +%FT%TZ)" "$(date -u +%FT%TZ)" >data/pushed/denver
  serve
}

packetboat() { command packetboat "$@" || [ $? = 1 ]; } # something is wrong with a branch
