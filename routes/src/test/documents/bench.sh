# bench/README.md: what plays worlds takes seconds, with the classes that the build has made.
. "$top/routes/src/test/documents/common.inc"
first() {
  place
  cp -r "$top/bench" .
  ln -s "$top/routes" "$top/schedules" .
}
