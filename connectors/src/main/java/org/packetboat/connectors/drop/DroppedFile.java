package org.packetboat.connectors.drop;

import org.packetboat.protocols.submission.DroppedEnvelope;

/**
 * A file of the drop folder.
 *
 * @param key      no other has it
 * @param owner    the name of the user who wrote it, or the number if it has none
 * @param uid      the number
 * @param envelope what stands at its beginning
 */
record DroppedFile(String key, String owner, int uid, DroppedEnvelope envelope) {}
