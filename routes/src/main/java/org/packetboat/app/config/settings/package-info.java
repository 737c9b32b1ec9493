/** What single sections of the configuration say, as values; how they are read is in the package above. */
package org.packetboat.app.config.settings;
