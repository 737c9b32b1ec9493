/**
 * YAML files read for people who make mistakes: every value knows its file, line and column, and every trouble is
 * collected as a problem that says what was found and what is expected.
 */
package org.packetboat.schedules.yaml;
