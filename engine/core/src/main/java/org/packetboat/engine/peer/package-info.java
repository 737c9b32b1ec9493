/** How the mail servers of a site are dealt with. */
package org.packetboat.engine.peer;
