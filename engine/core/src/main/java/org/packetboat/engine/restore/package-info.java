/** What is done to a queue that was put back as it was earlier. */
package org.packetboat.engine.restore;
