package org.packetboat.app.compose.check;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.RouteTable;
import org.packetboat.engine.route.TooLarge;
import org.packetboat.schedules.yaml.Problems;

/** Mail that is taken in and fits into no window of its route, where the route does not say what becomes of it. */
final class MailSizes implements Check {
    private static final long KB = 1024;

    private record Told(String window, long rate) {}

    @Override
    public void look(Subject subject, Problems problems) {
        RouteTable table = new RouteTable(subject.routes());
        long most = subject.configuration().smtp().main().bounds().messageSize();
        Set<Told> told = new HashSet<>();
        for (Route route : subject.routes()) {
            long fits = table.largest(route, subject.now());
            if (fits >= most || route.tooLarge() != TooLarge.SEND_ALONE) continue;
            if (!told.add(new Told(route.windowName(), route.rate()))) continue;
            if (subject.written().says(route.site(), "too-large")) continue;
            problems.warning(subject.written().route(route.site(), "window"), "site " + route.site(), "found windows ("
                    + route.windowName() + ") that carry " + size(fits) + " at most at " + route.rate()
                    + " bytes/s, while mail of up to " + size(most) + " is taken: what does not fit is sent alone, "
                    + "past the window's close. Expected too-large: return here, or a smaller smtp.max-message-size");
        }
    }

    private static String size(long bytes) {
        if (bytes < KB) return bytes + " B";
        return bytes < KB * KB ? bytes / KB + " KB" : String.format(Locale.ROOT, "%d MB", bytes / KB / KB);
    }
}
