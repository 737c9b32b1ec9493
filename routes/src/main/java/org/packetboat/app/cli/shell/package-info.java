/** What all commands are made of: options, exit codes, failures, and how results are shown. */
package org.packetboat.app.cli.shell;
