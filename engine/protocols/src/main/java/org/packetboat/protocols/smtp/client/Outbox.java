package org.packetboat.protocols.smtp.client;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.LinkSession.Action;

/** Gathers what a session wants done in answer to one event. Bytes next to each other leave as one piece. */
final class Outbox {
    private final List<Action> actions = new ArrayList<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long undrained;
    private boolean draining;
    private boolean over;

    void send(byte[] more) {
        if (over) return;
        bytes.writeBytes(more);
        undrained += more.length;
    }

    /** All that was taken before has left. */
    void drained() {
        undrained = 0;
        draining = false;
    }

    /** Whether the line has nothing more to do, and less than this many bytes were sent in answer to this event. */
    boolean hasRoom(int most) {
        return !draining && undrained < most;
    }

    void add(Action action) {
        sendWaiting();
        actions.add(action);
    }

    /** The last action; what comes after it is ignored. */
    void hangUp(Ending ending) {
        if (over) return;
        add(new Action.HangUp(ending));
        over = true;
    }

    boolean isOver() {
        return over;
    }

    /** All of it, in order; the box is empty afterwards. */
    List<Action> take() {
        sendWaiting();
        draining |= undrained > 0;
        List<Action> taken = List.copyOf(actions);
        actions.clear();
        return taken;
    }

    private void sendWaiting() {
        if (bytes.size() == 0) return;
        actions.add(new Action.Send(bytes.toByteArray()));
        bytes.reset();
    }
}
