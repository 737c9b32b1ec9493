# README: the night of the technical note.
. "$top/routes/src/test/documents/common.inc"
first() {
  place
  cat >packetboat.yaml <<CONF
server: hub.example.com
data: data
schedules: [$top/schedules/examples/original-pacific.yaml]
CONF
  (
    printf 'From: hq@example.com\r\nSubject: bulletin\r\n\r\n'
    for i in $(seq 1 900); do printf 'The price of item %d is %d pounds and %d pence, as it was last month.\r\n' $i $((i * 7 % 90)) $((i % 99)); done
  ) >bulletin.eml
}
./packetboat() { # "..." is what stands in the command above it
  local all=() word
  for word; do
    if [ "$word" = ... ]; then
      [ "$1" != plan ] || all+=(--config packetboat.yaml --size 84KB)
      all+=(--from 2026-11-23T02:00 --zone America/Los_Angeles --for 5h)
    else
      all+=("$word")
    fi
  done
  command ./packetboat "${all[@]}"
}
