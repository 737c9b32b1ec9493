/** The drop folder: where programs of this machine leave mail, whether or not the server runs. */
package org.packetboat.connectors.drop;
