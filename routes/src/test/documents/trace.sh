# docs/trace.md: mail that waits, and mail that was refused.
. "$top/routes/src/test/documents/common.inc"
export PACKETBOAT_CONFIG=$scene/packetboat.yaml
first() {
  place
  cat >packetboat.yaml <<CONF
server: hq.example.com
data: data
smtp: { listen: "127.0.0.1:2663", relay-from: ["127.0.0.0/8"] }
schedules: [routes.yaml]
CONF
  cat >routes.yaml <<CONF
windows: { night: { cron: "0 0 3 1 1 ?", for: 1h, zone: UTC } }
routes:
  - { site: ny, domains: ny.example.com, window: night, host: 127.0.0.1, port: 2664 }
  - { site: la, domains: la.example.com, host: 127.0.0.1, port: 2664 }
CONF
  serve
  send newsletter@hq.example.com bob@ny.example.com
  send anna@hq.example.com anna@la.example.com
  until_true eval 'grep -q "how=\"unreached" server.log'
}
send() {
  printf 'Subject: Price list\r\n\r\nBread 1.20\r\n' >mail.eml
  ./packetboat submit --from "$1" --to "$2" mail.eml | sed 's/queued as //' >>ids
}
packetboat() { # an id of the document is that of the mail to New York; mail that was refused or is old is not at hand
  local all=() word
  for word; do
    case $word in
      1PNWW402F) word=$(head -n 1 ids) ;;
      2d) word=1s ;;
      "mailbox full") all=("${all[@]:0:${#all[@]}-1}"); continue ;;
    esac
    all+=("$word")
  done
  command packetboat "${all[@]}"
}
