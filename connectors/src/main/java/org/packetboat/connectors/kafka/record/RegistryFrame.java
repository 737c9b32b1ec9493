package org.packetboat.connectors.kafka.record;

import java.nio.ByteBuffer;

/**
 * How the serializers of schema registries frame a value. Such a record is not read as mail, and its dead letter says
 * what it is, instead of which character is no JSON.
 *
 * <pre>
 * Confluent, and Apicurio in its manner   00 | schema id 4 | payload
 * AWS Glue                                03 | compression 1 (00 or 05) | schema version UUID 16 | payload
 * </pre>
 */
final class RegistryFrame {
    private static final int CONFLUENT = 5;
    private static final int GLUE = 18;
    private static final String EXPECTED = "; expected plain JSON or a message: write it without the registry's "
            + "serializer, as text or bytes";

    private RegistryFrame() {}

    /** @throws Unfit for a value that is framed */
    static void refuse(byte[] value) {
        if (value.length > CONFLUENT && value[0] == 0)
            throw new Unfit("the record is framed by a schema registry (schema id "
                    + (ByteBuffer.wrap(value, 1, Integer.BYTES).getInt() & 0xffffffffL) + ")" + EXPECTED);
        if (value.length > GLUE && value[0] == 3 && (value[1] == 0 || value[1] == 5))
            throw new Unfit("the record is framed by a schema registry (AWS Glue)" + EXPECTED);
    }
}
