/** How a machine of a hub stands, for those who watch it. */
package org.packetboat.engine.log.status;
