/** Mail of programs on this machine: what is missing in it, and what does not belong there, is put right. */
package org.packetboat.protocols.submission;
