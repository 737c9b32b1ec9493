/** Time that has really passed, whatever the machine's clock says. */
package org.packetboat.engine.time;
