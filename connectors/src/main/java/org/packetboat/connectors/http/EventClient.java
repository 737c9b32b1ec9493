package org.packetboat.connectors.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A client of a stream of events (HTML Living Standard section 9.2):
 *
 * <pre>
 * id: 17
 * event: delivered
 * data: {"id": ...}
 * (an empty line)
 * </pre>
 */
final class EventClient implements WebAnswer.Listener {
    private final OutputStream out;
    private final Deadlines deadlines;

    EventClient(OutputStream out, Deadlines deadlines) {
        this.out = out;
        this.deadlines = deadlines;
    }

    @Override
    public boolean tell(String id, String name, String data) {
        StringBuilder text = new StringBuilder();
        if (!id.isEmpty()) text.append("id: ").append(oneLine(id)).append('\n');
        if (!name.isEmpty()) text.append("event: ").append(oneLine(name)).append('\n');
        if (!data.isEmpty()) data.lines().forEach(line -> text.append("data: ").append(line).append('\n'));
        if (text.isEmpty()) text.append(":\n");
        try (Deadlines.Limited _ = deadlines.begin()) {
            out.write(text.append('\n').toString().getBytes(StandardCharsets.UTF_8));
            out.flush();
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    private static String oneLine(String text) {
        return text.replace('\r', ' ').replace('\n', ' ');
    }
}
