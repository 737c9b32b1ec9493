package org.packetboat.connectors.jmx.routes;

import java.util.List;

/** The routes of route files ({@code org.packetboat:type=UserRoutes}); counts are from when each was loaded. */
public interface UserRoutesMXBean {
    /** How many there are. */
    int getRoutes();

    /** How many of them can't do their work now. */
    int getUnwell();

    /** Exchanges that came to their end. */
    long getCompleted();

    /** Exchanges that ended with an exception, or were rolled back. */
    long getFailed();

    /** Exchanges under way now. */
    long getUnderWay();

    /** Each of them. */
    List<UserRouteRow> listRoutes();
}
