# docs/tariffs.md: eight branches over a telephone line that is cheap at night.
. "$top/routes/src/test/documents/common.inc"
first() {
  place
  mkdir schedules
  echo "server: hub.example.com" >packetboat.yaml
  cat >schedules/night.yaml <<'NIGHT'
zone: Europe/Berlin
windows:
  cheap: { open: "21:00", close: "06:00" }
  long: { open: "18:00", close: "24:00" }
links:
  phone:
    kind: uucp-tcp
    rate: 2400bit/s
    tariff:
      { currency: EUR, connect: 0.06, per-minute: 0.12, step: 60s, times: [{ window: cheap, per-minute: 0.03 }] }
routes:
NIGHT
  for i in 1 2 3 4 5 6 7 8; do
    echo "  - { site: branch$i, domains: b$i.example.com, link: phone, host: 127.0.0.1, node: b$i, window: long }" \
      >>schedules/night.yaml
  done
  mkdir clinic
  printf 'server: hub.example.com\nschedules: [clinic/day.yaml]\n' >clinic.yaml
  cat >clinic/day.yaml <<'DAY'
zone: Europe/Berlin
windows:
  cheap: { open: "21:00", close: "06:00" }
links:
  phone:
    kind: uucp-tcp
    rate: 2400bit/s
    tariff:
      { currency: EUR, connect: 0.06, per-minute: 0.12, step: 60s, times: [{ window: cheap, per-minute: 0.03 }] }
routes:
  - site: clinic
    domains: clinic.example.com
    link: phone
    host: 127.0.0.1
    node: clinic
    grades:
      - { below: 4, window: cheap }
DAY
}
