package org.packetboat.connectors.jmx.routes;

import java.util.List;
import org.packetboat.connectors.jmx.described.Described;
import org.packetboat.connectors.jmx.described.Reads;

/** The routes of route files ({@code org.packetboat:type=UserRoutes}); counts are from when each was loaded. */
@Described("The routes of route files; counts are from when each was loaded.")
public interface UserRoutesMXBean {
    @Described("How many there are.")
    int getRoutes();

    @Described("How many of them can't do their work now.")
    int getUnwell();

    @Described("Exchanges that came to their end.")
    long getCompleted();

    @Described("Exchanges that ended with an exception, or were rolled back.")
    long getFailed();

    @Described("Exchanges under way now.")
    long getUnderWay();

    @Described("Each of them.")
    @Reads
    List<UserRouteRow> listRoutes();
}
