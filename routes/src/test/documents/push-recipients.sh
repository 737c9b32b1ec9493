# docs/push-recipients.md: an inside and a perimeter on one machine.
. "$top/routes/src/test/documents/common.inc"

first() {
  place
  mkdir -p inside/branches inside/schedules edge/schedules
  printf 'anna\nbob\ncarol\ndora\n' >inside/staff.txt
  cat >inside/packetboat.yaml <<'CONF'
server: inside.example.com
data: data
local-domains: [inside.example.com, example.com]
smtp: { listen: "127.0.0.1:2525" }
fleet: { branches: branches }
recipients:
  lists:
    staff: { domains: example.com, file: staff.txt, push-to: edge, push-hashed: true }
CONF
  echo 'routes: [{ site: edge, domains: edge.example.com, host: 127.0.0.1, port: 2526 }]' >inside/schedules/edge.yaml
  cat >edge/packetboat.yaml <<CONF
server: edge.example.com
data: data
local-domains: edge.example.com
smtp: { listen: "127.0.0.1:2526" }
recipients:
  lists:
    staff:
      domains: example.com
      site: inside
      pushed-by: $(./packetboat fleet-key --config inside/packetboat.yaml)
CONF
  echo 'routes: [{ site: inside, domains: [inside.example.com, example.com], host: 127.0.0.1, port: 2525 }]' \
    >edge/schedules/inside.yaml
}

packetboat() {
  case "$*" in
  push-recipients\ --config*)
    [ -e server.log ] || serve --config inside/packetboat.yaml
    [ -e edge.log ] || behind
    if [ -e pushed ]; then
      until_true isinforce
      until_true isread
    fi
    ;;
  *--answer* | recipients*) until_true isinforce ;;
  esac
  command packetboat "$@"
  case "$*" in push-recipients\ --config*) echo >pushed ;; esac
}

behind() { # the perimeter
  ./packetboat run --config edge/packetboat.yaml >edge.log 2>&1 &
  echo $! >>servers
  until_true command grep -q "smtp accepting on" edge.log
  until_true isread
}

isread() { # what staff.txt has
  ./packetboat recipients --json --config inside/packetboat.yaml |
    command grep -q "\"rows\":$(command grep -c . inside/staff.txt),"
}

isinforce() { ./packetboat push-recipients --answer --config inside/packetboat.yaml | command grep -q "in force"; }
