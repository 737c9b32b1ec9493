/** Mail on disks that are carried: found, written, read, answered, and what is under way remembered. */
package org.packetboat.connectors.disk;
