/** Shows usage. */
package org.packetboat.app.cli.usage;
