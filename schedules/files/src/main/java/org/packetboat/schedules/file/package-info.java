/** Schedule files: YAML in, routes and their windows out, problems with file and line for what can't be read. */
package org.packetboat.schedules.file;
