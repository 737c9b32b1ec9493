/** Plans the night while the server runs. */
package org.packetboat.app.planning;
