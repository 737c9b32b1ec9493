# docs/provisioning.md: a server that takes logins, and pages.
. "$top/routes/src/test/documents/common.inc"
export PACKETBOAT_CONFIG=packetboat.yaml
first() {
  place
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=localhost -keyout hub.key \
    -out hub.crt 2>/dev/null
  : >accounts
  cat >packetboat.yaml <<'CONFIGURATION'
server: hub.example.com
data: data
local-domains: [example.com]
local: { maildir: mail }
smtp: { listen: "127.0.0.1:0", tls: { certificate: hub.crt, key: hub.key }, auth-file: accounts }
http: { listen: "127.0.0.1:8025", without-login: operator }
CONFIGURATION
  mkdir schedules
  cat >schedules/routes.yaml <<'SCHEDULE'
zone: UTC
links: { lan: { kind: ip } }
routes: [{ site: far, domains: [far.example], link: lan, host: 127.0.0.1, port: 1 }]
SCHEDULE
  sed -n '/^# customers.yaml/,/^```/p' "$top/docs/provisioning.md" | grep -v '```' >customers.yaml
  serve
}
