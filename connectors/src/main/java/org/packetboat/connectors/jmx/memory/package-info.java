/** What the process takes of the machine: told, and kept small. */
package org.packetboat.connectors.jmx.memory;
