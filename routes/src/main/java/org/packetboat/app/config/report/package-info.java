/** Reads what is said of the morning report. */
package org.packetboat.app.config.report;
