package org.packetboat.connectors.jmx.described;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What an MBean, an attribute, an operation or a parameter of one means, for consoles and for {@code docs/jmx.md}. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE, ElementType.RECORD_COMPONENT})
public @interface Described {
    /** A sentence. */
    String value();
}
