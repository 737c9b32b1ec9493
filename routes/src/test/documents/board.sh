# docs/board.md: the board asked by scripts.
. "$top/routes/src/test/documents/common.inc"
first() {
  place
  cat >packetboat.yaml <<CONF
server: hq.example.com
data: data
smtp: { listen: "127.0.0.1:2665" }
http: { listen: "127.0.0.1:8025" }
schedules: [routes.yaml]
CONF
  cat >routes.yaml <<CONF
routes:
  - { site: albany, domains: albany.example.com, host: 127.0.0.1, port: 2666 }
CONF
  serve --config packetboat.yaml
  command -v jq >/dev/null || { # enough of it for this question
    printf '#!/bin/sh\nexec cat\n' >path/jq
    chmod 755 path/jq
  }
  until_true command curl -sf localhost:8025/readyz
}
curl() { command curl --fail-with-body "$@"; }
