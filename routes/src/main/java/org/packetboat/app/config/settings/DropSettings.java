package org.packetboat.app.config.settings;

import java.nio.file.Path;
import org.packetboat.engine.mail.Domain;

/**
 * Where programs of this machine leave mail.
 *
 * @param folder made if it is not there
 * @param domain of addresses that have none
 */
public record DropSettings(Path folder, Domain domain) {}
