/** Reads delivery rules from schedule files. */
package org.packetboat.schedules.file.rule;
