/** The server's configuration and its aliases, read from YAML: values with their meaning, or problems with lines. */
package org.packetboat.app.config;
