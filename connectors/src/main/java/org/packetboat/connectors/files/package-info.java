/** What all who keep files have in common. */
package org.packetboat.connectors.files;
