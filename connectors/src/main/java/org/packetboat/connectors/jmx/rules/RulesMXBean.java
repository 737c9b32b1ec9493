package org.packetboat.connectors.jmx.rules;

import java.util.List;
import org.packetboat.connectors.jmx.described.Described;

/** Delivery rules ({@code org.packetboat:type=Rules}). */
@Described("Delivery rules: who may send to whom, how large and when, and what is copied to journals.")
public interface RulesMXBean {
    @Described("What each came to, in their order.")
    List<RuleRow> getRules();
}
