/** {@code packetboat init}: a first configuration, from answers or options. */
package org.packetboat.app.cli.init;
