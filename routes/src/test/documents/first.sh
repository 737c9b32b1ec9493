# README.md: one server with the built-in configuration.
. "$top/routes/src/test/documents/common.inc"
first() { place; }
