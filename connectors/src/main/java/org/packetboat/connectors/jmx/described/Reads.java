package org.packetboat.connectors.jmx.described;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import javax.management.DescriptorKey;

/**
 * An operation that changes nothing: its impact is INFO. Readers may call it, unless it tells text of mail or who there
 * is.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Reads {
    /** The descriptor's field that holds {@link #text}. */
    String TEXT = "readsText";

    /** Whether it tells, or finds by, text of mail or who there is: subjects and Message-IDs are text, too. */
    @DescriptorKey(TEXT)
    boolean text() default false;
}
