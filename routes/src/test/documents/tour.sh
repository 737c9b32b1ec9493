# README: a head office, whose route to New York is open in the first half of every minute, and a branch.
. "$top/routes/src/test/documents/common.inc"
first() {
  place
  # The reader looks while the window is closed: in this half of the minute both servers start and the mail is sent.
  until_true eval '[ $((10#$(date +%S))) -ge 28 ] && [ $((10#$(date +%S))) -le 36 ]'
}
./packetboat() {
  [ "$1" != queue ] || sleep 3 # until Boston has been tried
  command ./packetboat "$@"
}
cat() { # "When the window opens"
  until_true eval "ls $*"
  command cat "$@"
}
