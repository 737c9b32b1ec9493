# docs/planner.md, docs/simulate.md: the night of the technical note.
. "$top/routes/src/test/documents/common.inc"
first() {
  place
  mkdir schedules
  cp -r "$top/schedules/examples" schedules/
}

./packetboat() { command ./packetboat "$@" || [ $? = 1 ]; } # it does not fit, as the document says
