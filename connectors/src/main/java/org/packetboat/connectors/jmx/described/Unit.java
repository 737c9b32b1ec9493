package org.packetboat.connectors.jmx.described;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import javax.management.DescriptorKey;

/** In what an attribute is counted: field {@code units} of its descriptor. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.RECORD_COMPONENT})
public @interface Unit {
    /** Milliseconds since 1970-01-01T00:00:00Z; -1 for no time. */
    String EPOCH_MILLIS = "ms since 1970-01-01T00:00:00Z";
    /** Bytes. */
    String BYTES = "bytes";
    /** Seconds. */
    String SECONDS = "s";

    /** The unit, short. */
    @DescriptorKey("units")
    String value();
}
