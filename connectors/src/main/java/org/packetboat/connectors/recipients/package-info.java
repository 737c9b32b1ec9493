/** Lists of recipients: read from files and directories, kept on disk, looked up. */
package org.packetboat.connectors.recipients;
