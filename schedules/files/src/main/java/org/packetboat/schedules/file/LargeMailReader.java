package org.packetboat.schedules.file;

import java.time.ZoneId;
import java.util.Optional;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.route.large.LargeMail;
import org.packetboat.schedules.file.window.WindowNames;
import org.packetboat.schedules.file.window.WindowSpec;
import org.packetboat.schedules.file.window.Windows;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/** Reads up to what size a route carries mail by itself, and what becomes of larger mail. */
final class LargeMailReader {
    static final String SIZE = "max-message-size";
    static final String LARGER = "larger-mail";

    private static final String OFFER = "offer";
    private static final String EXPECTED = "offer, or the window in which larger mail goes";

    private final WindowNames names;
    private final Windows windows;

    LargeMailReader(WindowNames names, Windows windows) {
        this.names = names;
        this.windows = windows;
    }

    /**
     * @param fileZone the zone of the file
     * @param zone     that of the route
     * @param routes   the window of the route
     */
    Optional<LargeMail> read(Section section, Optional<ZoneId> fileZone, Optional<ZoneId> zone, Window routes) {
        Optional<Value> size = section.get(SIZE);
        Optional<Value> larger = section.get(LARGER);
        if (size.isPresent() && larger.isEmpty())
            size.get().refuseAs("found it without " + LARGER + "; expected " + LARGER + ": " + EXPECTED);
        if (larger.isPresent() && size.isEmpty())
            larger.get().refuseAs("found it without " + SIZE + "; expected the size above which it counts, like 2MB");
        if (size.isEmpty() || larger.isEmpty()) return Optional.empty();
        Optional<Long> most = size.get().size();
        if (isOffer(larger.get())) return most.map(LargeMail.Offered::new);
        Optional<WindowSpec> spec = names.read(larger.get(), fileZone);
        if (spec.filter(WindowSpec.ALWAYS::equals).isPresent()) {
            larger.get().refuseAs("found a window that is always open; expected " + EXPECTED);
            return Optional.empty();
        }
        Optional<LargeMail.InWindow> own = spec.flatMap(s -> most
                .map(bytes -> LargeMail.InWindow.of(bytes, windows.of(s, zone), routes, s.label())));
        own.filter(mail -> windows.opens(routes) && !windows.opens(mail.window())).ifPresent(mail -> larger.get()
                .warn("found a window (" + mail.name() + ") that is never open while the route is; expected times at "
                        + "which both are open: larger mail comes back to its sender unsent"));
        return own.map(mail -> mail);
    }

    private static boolean isOffer(Value value) {
        return value.isScalar() && OFFER.equals(value.text(EXPECTED).orElse(""));
    }
}
