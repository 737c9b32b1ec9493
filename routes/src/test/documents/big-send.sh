# docs/big-send.md: three branches, none of which answers.
. "$top/routes/src/test/documents/common.inc"
export PACKETBOAT_CONFIG=$scene/packetboat.yaml
first() {
  place
  cat >packetboat.yaml <<CONF
server: hq.example.com
data: data
smtp: { listen: "127.0.0.1:2661" }
aliases: aliases
schedules: [routes.yaml]
CONF
  cat >routes.yaml <<CONF
windows: { night: { cron: "0 0 3 1 1 ?", for: 1h, zone: UTC } }
routes:
  - { site: ny, domains: ny.example.com, window: night, host: 127.0.0.1, port: 2662 }
  - { site: la, domains: la.example.com, window: night, host: 127.0.0.1, port: 2662 }
CONF
  printf 'all-branches: desk@ny.example.com, desk@la.example.com\n' >aliases
  printf 'Subject: prices\r\n\r\nBread 1.20\r\n' >prices.eml
  serve
}
packetboat() { # the day of the document is past: the same hour of tomorrow
  local all=() word
  for word; do
    case $word in 2026-*) word=$(date -u -d tomorrow +%FT%H:%M) ;; esac
    all+=("$word")
  done
  command packetboat "${all[@]}"
}
