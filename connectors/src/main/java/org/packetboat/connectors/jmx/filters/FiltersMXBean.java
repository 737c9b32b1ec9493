package org.packetboat.connectors.jmx.filters;

import java.util.List;
import org.packetboat.connectors.jmx.described.Described;

/** Filters that look at mail before it is accepted ({@code org.packetboat:type=Filters}). */
@Described("Filters that look at mail before it is accepted.")
public interface FiltersMXBean {
    @Described("How it goes with each.")
    List<FilterRow> getFilters();
}
